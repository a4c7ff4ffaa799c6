import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "@keyferry/files";
import { StoreError } from "@keyferry/store";
import { ownFile } from "./file-mode.ts";
import { fileError, isBusy } from "./sqlite-error.ts";

/** The locks that this process holds. A connection that nothing refers to is collected as garbage, and its lock with it. */
const held = new Set<DatabaseSync>();

/** The right to serve from a data folder. */
export interface DataFolderLock {
  /** Lets another process have it. Does nothing the second time. */
  release(): void;
}

/**
 * Takes a data folder for this process, and makes it, for its owner alone, when it is not there. The lock is the
 * operating system's lock on the file `lock` in it: whatever way the process ends, it ends with it.
 *
 * @throws {StoreError} `refused` when another process holds the folder, `unavailable` when it cannot be written
 */
export function lockDataFolder(folder: string): DataFolderLock {
  const file = join(folder, "lock");
  let connection: DatabaseSync | undefined;
  try {
    makeFolder(folder, 0o700);
    ownFile(file);
    connection = new DatabaseSync(file);
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    connection.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    connection?.close();
    if (isBusy(cause)) {
      throw new StoreError("refused", `Another server is using the data folder ${folder}`, { cause });
    }
    throw fileError(file, cause);
  }
  const own = connection;
  held.add(own);
  return {
    release: () => {
      if (held.delete(own)) {
        own.close();
      }
    },
  };
}
