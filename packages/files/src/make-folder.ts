import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { FileError } from "./file-error.ts";
import { statsAt } from "./regular-file.ts";
import { fileErrorOf } from "./system-error.ts";

/**
 * Makes a folder, with those above it, where there is none. Node's own `recursive` tries for ever where a file system
 * says that a folder is not there and makes none, as /proc does.
 *
 * @param mode permissions of the folders that are made
 * @throws FileError
 */
export function makeFolder(folder: string, mode: number): void {
  try {
    if (!isFolder(folder)) make(folder, mode);
  } catch (cause) {
    throw fileErrorOf(folder, "made", cause);
  }
}

function make(folder: string, mode: number): void {
  const above = dirname(folder);
  if (above !== folder && !isFolder(above)) make(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Somebody else was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isFolder(folder)) throw error;
  }
}

/** @throws FileError for what is there, and is no folder */
function isFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return true;
  if (stats === undefined && statsAt(path) === undefined) return false;
  const problem = stats === undefined ? "is a link that leads nowhere" : "is there, and is no folder";
  throw new FileError("not a file", path, `${problem}: name another path`);
}
