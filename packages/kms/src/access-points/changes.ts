import { serviceError } from "@keyferry/protocol";

/** How many of each an account may have in a region. */
export const accessLimits = {
  networkRules: 1000,
  policies: 1000,
  accessPoints: 200,
  clientKeys: 1000,
} as const;

/** Lets pass what was made. @throws ServiceError `Rejected.ResourceExist`, `Rejected.LimitExceeded` */
export function mustBeMade(outcome: "created" | "name taken" | "too many", max: number): void {
  if (outcome === "name taken") throw serviceError("Rejected.ResourceExist");
  if (outcome === "too many") throw tooMany(max);
}

/** Refuses one more. */
export function tooMany(max: number) {
  return serviceError("Rejected.LimitExceeded", { reason: `there are ${String(max)} already` });
}

/** Lets pass what was changed or deleted. @throws ServiceError `Forbidden.ResourceNotFound` when it was not there any more */
export function mustBeThere(wasThere: boolean): void {
  if (!wasThere) throw serviceError("Forbidden.ResourceNotFound");
}

/** The values that a request gives, and nothing for those that it leaves out. */
export function given<T extends object>(values: { readonly [P in keyof T]: T[P] | undefined }): Partial<T> {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as Partial<T>;
}
