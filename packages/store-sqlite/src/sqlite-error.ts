import { FileError, fileErrorOf } from "@keyferry/files";
import { StoreError } from "@keyferry/store";
import type { DriverErrorReason } from "@keyferry/store/sql";

// Primary result codes, https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
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
  if (cause instanceof Error && ("syscall" in cause || cause instanceof FileError)) {
    return new StoreError("unavailable", fileErrorOf(file, "written", cause).message, { cause });
  }
  const reason = sqliteReason(cause);
  const why = adviceByCode[primaryCode(cause) ?? 0];
  const message = why === undefined ? `${messageByKind[reason]}: ${file}` : `The database ${file} ${why}`;
  return new StoreError(reason, message, { cause });
}

/** What a code says of the place of the file, by primary code. */
const adviceByCode: Readonly<Record<number, string>> = {
  [SQLITE_BUSY]: "is held by another process: wait for it, or stop it",
  [SQLITE_READONLY]: "can only be read: give this user the right to write it, or name another folder",
  [SQLITE_IOERR]:
    "cannot be read or written: its disk has a fault, or this process may write no more to a file",
  [SQLITE_FULL]: "cannot be written: its disk is full; make room there",
  [SQLITE_CANTOPEN]: "does not open: look whether this user may read and write it and its folder",
};

const messageByKind = {
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
