import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { kindOf, statsAt, withoutLinks } from "./regular-file.ts";
import { FileError } from "./file-error.ts";
import { fileErrorOf } from "./system-error.ts";

/** How a file is written. */
export interface WholeFileOptions {
  /** Permissions, such as 0o600. */
  readonly mode: number;
  /** Whether it takes the place of a file that is there. Default true. */
  readonly replace?: boolean;
}

/**
 * Writes a file so that it is there whole or not at all, whatever happens in between, and is there to stay. It is written
 * beside its place first, as `.new`. A link is never followed: it is replaced.
 *
 * @throws FileError `exists` where nothing may be replaced, and `not a file` where a folder, a device or a pipe would be
 */
export function writeWholeFile(
  file: string,
  content: string | Uint8Array,
  { mode, replace = true }: WholeFileOptions,
): void {
  const fresh = `${file}.new`;
  try {
    refuseOther(file);
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

function refuseOther(file: string): void {
  const stats = statsAt(file);
  if (stats === undefined || stats.isFile() || stats.isSymbolicLink()) return;
  throw new FileError("not a file", file, `is ${kindOf(stats)}: name a file`);
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
