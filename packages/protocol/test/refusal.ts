import { ServiceError } from "@keyferry/protocol";

/** What `run` was refused with; fails when it was not refused, or not by a {@link ServiceError}. */
export function refusalOf(run: () => unknown): ServiceError {
  try {
    run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A map of parameters, as a gateway decodes them. */
export function parameters(values: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(values));
}
