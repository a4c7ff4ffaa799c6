import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { refuseUnlessFile, statsAt, withoutLinks } from "./regular-file.ts";
import { FileError } from "./file-error.ts";
import { fileErrorOf, taken } from "./system-error.ts";

/** How a file is written. */
export interface WholeFileOptions {
  /** Permissions, such as 0o600. */
  readonly mode: number;
  /** Whether it takes the place of a file that is there. Default true. */
  readonly replace?: boolean;
}

/**
 * Writes a file so that it is there whole or not at all, whatever happens in between, and is there to stay. It is written
 * beside its place first, as `.new`. No link is followed.
 *
 * @throws FileError `exists` where nothing may be replaced; `not a file` in place of a folder, a device, a pipe or a link
 */
export function writeWholeFile(
  file: string,
  content: string | Uint8Array,
  { mode, replace = true }: WholeFileOptions,
): void {
  const fresh = `${file}.new`;
  try {
    const there = statsAt(file);
    if (there !== undefined) refuseUnlessFile(file, there);
    // What a process has left that was killed, or somebody else has put there.
    rmSync(fresh, { force: true });
    try {
      writeFresh(fresh, content, mode);
      if (replace) renameSync(fresh, file);
      else placeNew(fresh, file);
    } finally {
      rmSync(fresh, { force: true });
    }
    syncFolder(dirname(file));
  } catch (cause) {
    throw fileErrorOf(file, "written", cause);
  }
}

/**
 * Refuses a path that has something already, or whose folder is not there, before work is done for it that could not be
 * written then.
 *
 * @throws FileError
 */
export function refuseTaken(file: string): void {
  try {
    const there = statsAt(file);
    if (there !== undefined) {
      refuseUnlessFile(file, there);
      throw new FileError("exists", file, taken);
    }
    // The dot has the system refuse a file in the place of the folder.
    statSync(`${dirname(file)}/.`);
  } catch (cause) {
    throw fileErrorOf(file, "written", cause);
  }
}

/** A rename would replace a file that has come meanwhile, which a second name does not. */
function placeNew(fresh: string, file: string): void {
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (statsAt(file) !== undefined) throw error;
    // Some file systems have no second names.
    renameSync(fresh, file);
  }
}

function writeFresh(fresh: string, content: string | Uint8Array, mode: number): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | withoutLinks;
  const descriptor = openSync(fresh, flags, mode);
  try {
    // The system may take fewer bytes than it is given: this goes on until it has all.
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The new name of a file is the folder's content. */
function syncFolder(folder: string): void {
  // Windows has no descriptors of folders.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
