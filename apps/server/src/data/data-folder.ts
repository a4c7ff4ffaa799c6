import { join } from "node:path";
import { closeFile, takeFolder, type Closed } from "@keyferry/files";
import type { Options } from "../config/option-table.ts";

/** The data folder; undefined for a server that keeps nothing. */
export function dataFolderOf({ data, ephemeral }: Options): string | undefined {
  return ephemeral ? undefined : data;
}

const databases = ["keys.db", "nonces.db"].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]);

/** Files of the data folder that are the server's alone; the root key has rules of its own, and `ca.pem` is for everybody. */
const ownFiles = ["lock", ...databases, "ca.key", "server.key", "audit.log", "explain.json", "ready.json"];

/**
 * Takes the data folder for this user alone, and makes it where there is none. What others could reach of it is closed to
 * them. A folder that is another user's, or is open and has other things in it, is refused, and so is a link in place of one
 * of the server's files: whoever put it there had it written elsewhere.
 *
 * @returns what was closed
 * @throws FileError
 */
export function takeDataFolder(folder: string): readonly Closed[] {
  const closed = [
    takeFolder(folder, { marks: ["keys.db", "lock"] }),
    ...ownFiles.map((name) => closeFile(join(folder, name), 0o600)),
  ];
  return closed.filter((one) => one !== undefined);
}
