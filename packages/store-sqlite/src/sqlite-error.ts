import { StoreError } from "@keyferry/store";
import type { DriverErrorReason } from "@keyferry/store/sql";

// Primary result codes, https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_TOOBIG = 18;
const SQLITE_CONSTRAINT = 19;
const SQLITE_NOTADB = 26;

/** Reads the reason from an error of node:sqlite. */
export function sqliteReason(cause: unknown): DriverErrorReason {
  // No number of ours is so large that node:sqlite would not read it.
  if (cause instanceof Error && "code" in cause && cause.code === "ERR_OUT_OF_RANGE") return "corrupt";
  switch (primaryCode(cause)) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "corrupt";
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return "refused";
    default:
      return "unavailable";
  }
}

/** Whether another connection holds the lock that a statement needed. */
export function isBusy(cause: unknown): boolean {
  return primaryCode(cause) === SQLITE_BUSY;
}

/** Wraps an error of node:sqlite or node:fs about `file`; leaves a {@link StoreError} as it is. */
export function fileError(file: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) {
    return cause;
  }
  const reason = sqliteReason(cause);
  return new StoreError(reason, `${MESSAGES[reason]}: ${file}`, { cause });
}

const MESSAGES = {
  unavailable: "The database file does not open or does not answer",
  corrupt: "The file is no sound SQLite database",
  refused: "The database refused a row",
} as const;

function primaryCode(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !("errcode" in cause) || typeof cause.errcode !== "number") {
    return undefined;
  }
  // Extended codes keep the primary one in their low byte.
  return cause.errcode & 0xff;
}
