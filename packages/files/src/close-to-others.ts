import { chmodSync, readdirSync, statSync, type Stats } from "node:fs";
import { FileError } from "./file-error.ts";
import { makeFolder } from "./make-folder.ts";
import { refuseUnlessFile, statsAt } from "./regular-file.ts";
import { fileErrorOf } from "./system-error.ts";
import { modeText, refuseOwner } from "./trust.ts";
import { currentUser, type User } from "./user.ts";

const groupAndOthers = 0o077;

/** A folder or file that others could reach until now. */
export interface Closed {
  readonly path: string;
  /** How it was open, such as `mode 0755`. */
  readonly was: string;
}

/** How a folder is taken. */
export interface TakeFolderOptions {
  /** Names of files, any of which shows that the folder has the purpose that it is taken for. */
  readonly marks: readonly string[];
  /** Whose it must be. Default: this process's user. */
  readonly user?: User | undefined;
}

/**
 * Takes a folder for this user alone, and makes it where there is none. One that others can reach is closed to them if it
 * is empty or has one of the marks. Otherwise it is refused: it may be the user's home, or `/tmp`.
 *
 * @returns what was closed
 * @throws FileError `not trusted` for another user's folder, and for one that stays open
 */
export function takeFolder(
  folder: string,
  { marks, user = currentUser() }: TakeFolderOptions,
): Closed | undefined {
  makeFolder(folder, 0o700);
  if (user === undefined) return undefined;
  try {
    const stats = statSync(folder);
    refuseOwner(folder, stats, user);
    if ((stats.mode & groupAndOthers) === 0) return undefined;
    const names = readdirSync(folder);
    if (names.length > 0 && !marks.some((mark) => names.includes(mark))) throw shared(folder, stats);
    return close(folder, stats, 0o700);
  } catch (cause) {
    throw fileErrorOf(folder, "read", cause);
  }
}

/**
 * Closes a file to others, if it is there, without opening it: closing a database's file would give up this process's locks.
 *
 * @param mode the most that stays, such as 0o600
 * @returns what was closed
 * @throws FileError `not a file` for anything else, such as a link; `not trusted` for another user's file
 */
export function closeFile(path: string, mode: number, user = currentUser()): Closed | undefined {
  try {
    const stats = statsAt(path);
    if (stats === undefined) return undefined;
    refuseUnlessFile(path, stats);
    if (user === undefined) return undefined;
    refuseOwner(path, stats, user);
    return (stats.mode & groupAndOthers & ~mode) === 0 ? undefined : close(path, stats, mode);
  } catch (cause) {
    throw fileErrorOf(path, "read", cause);
  }
}

function close(path: string, { mode }: Stats, most: number): Closed {
  chmodSync(path, mode & most);
  if ((statSync(path).mode & groupAndOthers & ~most) === 0) return { path, was: modeText(mode) };
  const problem = `stays open to other users (${modeText(mode)}), since its disk keeps no modes`;
  throw new FileError("not trusted", path, `${problem}: name a path on another disk`);
}

function shared(folder: string, { mode }: Stats): FileError {
  const problem = `is open to other users (${modeText(mode)}), and has other things in it`;
  const advice = `name a folder of its own, such as one in it, or close it: chmod 700 ${folder}`;
  return new FileError("not trusted", folder, `${problem}: ${advice}`);
}
