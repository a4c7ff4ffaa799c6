import { serviceError } from "@keyferry/protocol";

/** When a client key is good: milliseconds since the epoch, both. */
export interface ClientKeyLife {
  readonly notBefore: number;
  readonly notAfter: number;
}

const years = 5;

/** Certificates have their earlier times in another form, which clients do not expect. */
const earliest = new Date("1950-01-01T00:00:00Z");

/**
 * When a new client key is good: as the caller says it, or five years from `now`, in whole seconds.
 *
 * @param now milliseconds since the epoch
 * @throws ServiceError `InvalidParameter` when one end is missing, it begins before 1950, or ends before it begins
 */
export function clientKeyLife(
  { NotBefore, NotAfter }: { readonly NotBefore?: Date | undefined; readonly NotAfter?: Date | undefined },
  now: number,
): ClientKeyLife {
  if (NotBefore === undefined && NotAfter === undefined) {
    const notBefore = now - (now % 1000);
    const end = new Date(notBefore);
    return { notBefore, notAfter: end.setUTCFullYear(end.getUTCFullYear() + years) };
  }
  if (NotBefore === undefined) throw invalid("NotBefore", "is needed where NotAfter is given");
  if (NotAfter === undefined) throw invalid("NotAfter", "is needed where NotBefore is given");
  if (NotBefore < earliest) throw invalid("NotBefore", "must not be before 1950");
  if (NotAfter <= NotBefore) throw invalid("NotAfter", "must be later than NotBefore");
  return { notBefore: NotBefore.getTime(), notAfter: NotAfter.getTime() };
}

function invalid(parameter: string, reason: string) {
  return serviceError("InvalidParameter", { parameter, reason });
}
