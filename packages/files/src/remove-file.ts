import { rmSync } from "node:fs";
import { refuseUnlessFile, statsAt } from "./regular-file.ts";
import { fileErrorOf } from "./system-error.ts";

/**
 * Removes a file, if it is there.
 *
 * @throws FileError `not a file` for a folder, a device, a pipe or a link, which stays
 */
export function removeFile(path: string): void {
  try {
    const stats = statsAt(path);
    if (stats === undefined) return;
    refuseUnlessFile(path, stats);
    rmSync(path);
  } catch (cause) {
    throw fileErrorOf(path, "written", cause);
  }
}
