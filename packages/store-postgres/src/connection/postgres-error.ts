import type { DriverErrorReason } from "@keyferry/store/sql";
import { UnreadableValue } from "./values.ts";

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const serializationFailure = "40001";
const deadlockDetected = "40P01";
const dataCorrupted = "XX001";
const indexCorrupted = "XX002";
/** A text that is too long for an index is one of these. */
const programLimitExceeded = "54000";

/** Classes of errors about the values of a statement: data exceptions, and constraints that are violated. */
const classesOfRefusal = ["22", "23"];

/** Reads the reason from an error of pg. */
export function postgresReason(cause: unknown): DriverErrorReason {
  if (cause instanceof UnreadableValue) return "corrupt";
  const code = codeOf(cause);
  if (code === undefined) return "unavailable";
  if (code === dataCorrupted || code === indexCorrupted) return "corrupt";
  if (code === programLimitExceeded || classesOfRefusal.includes(code.slice(0, 2))) return "refused";
  return "unavailable";
}

/** Whether the database has kept nothing of a transaction for the sake of another one, so that it may succeed now. */
export function isWorthRepeating(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === serializationFailure || code === deadlockDetected;
}

/** The code of an error that the database itself has sent: five characters. */
function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return undefined;
  return /^[0-9A-Z]{5}$/.test(cause.code) ? cause.code : undefined;
}
