import { DatabaseSync } from "node:sqlite";
import { StoreError } from "@keyferry/store";
import { ownFile, restrictMode } from "./file-mode.ts";
import { fileError, isBusy } from "./sqlite-error.ts";

/** Which file to open. */
export interface SqliteFileOptions {
  /** Path of the database file, made when it is not there; or `:memory:`. */
  readonly file: string;
  /** The time, in milliseconds since the epoch. By default that of the system. */
  readonly clock?: () => number;
}

/** The path of a database that lives in memory. */
export const inMemory = ":memory:";

/** How a database file is written, and what marks it as ours. */
export interface DatabaseKind {
  /** FULL survives a power loss; NORMAL survives the death of the process, and may forget the last moments otherwise. */
  readonly synchronous: "FULL" | "NORMAL";
  /** `PRAGMA application_id`: tells our files from other programs', and the kinds of ours from one another. */
  readonly applicationId: number;
}

/** How long a statement waits for another process's lock, in milliseconds. */
const busyTimeout = 4000;

/** How long the change of a journal waits before it is tried again, in milliseconds. */
const busyPause = 5;

/**
 * Opens a database to read and write: write-ahead log, foreign keys, a file that only its owner may read.
 *
 * @throws {StoreError} `corrupt` for a file that is no database, `refused` for a database of another kind,
 *   `unavailable` when the file does not open
 */
export function openDatabase(file: string, kind: DatabaseKind): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    if (file !== inMemory) {
      // SQLite gives the -wal and -shm files that it makes the mode of the database file.
      ownFile(file);
      restrictMode(`${file}-wal`);
      restrictMode(`${file}-shm`);
    }
    connection = new DatabaseSync(file);
    connection.exec(`PRAGMA busy_timeout = ${String(busyTimeout)}`);
    useWriteAheadLog(connection);
    connection.exec(`PRAGMA synchronous = ${kind.synchronous}`);
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA trusted_schema = OFF");
    // What is deleted is overwritten, not only unlinked.
    connection.exec("PRAGMA secure_delete = ON");
    claimFile(connection, file, kind.applicationId);
    return connection;
  } catch (cause) {
    connection?.close();
    throw fileError(file, cause);
  }
}

/**
 * Of two processes that open a new file at the same moment, one is told at once that the file is busy: `busy_timeout` does
 * not hold for the change to another journal. So we wait here, as long as any other statement waits.
 */
function useWriteAheadLog(connection: DatabaseSync): void {
  const end = performance.now() + busyTimeout;
  for (;;) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > end) {
        throw cause;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyPause);
    }
  }
}

/** Opens a second connection to a file that `openDatabase` has open, for reads only. */
export function openReader(file: string): DatabaseSync {
  try {
    const connection = new DatabaseSync(file, { readOnly: true });
    connection.exec(`PRAGMA busy_timeout = ${String(busyTimeout)}`);
    connection.exec("PRAGMA trusted_schema = OFF");
    return connection;
  } catch (cause) {
    throw fileError(file, cause);
  }
}

/**
 * Makes the function that gives a database's revision as a connection sees it: it changes with every commit of any other
 * connection, of this process or another one.
 *
 * @throws {StoreError} `unavailable` when the connection is closed
 */
export function revisionOf(connection: DatabaseSync, file: string): () => number {
  const statement = connection.prepare("PRAGMA data_version");
  return () => {
    try {
      return Number(statement.get()?.["data_version"]);
    } catch (cause) {
      throw fileError(file, cause);
    }
  };
}

function claimFile(connection: DatabaseSync, file: string, applicationId: number): void {
  connection.exec("BEGIN IMMEDIATE");
  const found = connection.prepare("PRAGMA application_id").get()?.["application_id"];
  if (found !== applicationId) {
    const tables = connection.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.["count"];
    if (found !== 0 || tables !== 0) {
      throw new StoreError("refused", `The file is another program's database, or of another kind: ${file}`);
    }
    connection.exec(`PRAGMA application_id = ${String(applicationId)}`);
  }
  connection.exec("COMMIT");
}
