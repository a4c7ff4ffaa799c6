import { constants, lstatSync, type Stats } from "node:fs";
import { FileError } from "./file-error.ts";

/** Flag of an open that does not wait for the other side of a pipe. Windows has none, which counts as 0. */
export const withoutBlocking = constants.O_NONBLOCK;

/** Flag of an open that follows no link in the last part of the path. Windows has none, which counts as 0. */
export const withoutLinks = constants.O_NOFOLLOW;

/** @throws FileError `not a file` for anything but a file */
export function refuseUnlessFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  throw new FileError("not a file", path, `is ${kindOf(stats)}: name a file`);
}

/** What stands in a path, without following a link; `undefined` where nothing does. */
export function statsAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** What it is, in words. */
export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  if (stats.isSymbolicLink()) return "a link";
  return stats.isFile() ? "a file" : "a device";
}
