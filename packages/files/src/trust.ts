import { lstatSync, statSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { FileError } from "./file-error.ts";
import type { User } from "./user.ts";

/**
 * Whom a file may be open to beside its owner. Windows has no such modes: nothing is asked there.
 *
 * - `named`: a file that a person named. Not everybody can write it.
 * - `kept`: a file in a usual place, such as the user's home. It and its folder are this user's or root's; nobody else can
 *   write either, but for the user's own group, which many systems make for each user. In a folder like /tmp, where each may
 *   move what is his only, the file decides.
 * - `secret`: a key or a password. Nobody else can read or write it. One of root's may be readable for a group.
 * - `own`: a file in the current folder, where anybody may have put it. It and its folder are this user's, and no links;
 *   nobody else can write either.
 */
export type Trust = "named" | "kept" | "secret" | "own";

const groupOrOthersWrite = 0o022;
const othersWrite = 0o002;

/**
 * Refuses a file that others may have written, or read.
 *
 * @param stats those of the file that was opened
 * @throws FileError `not trusted`; `not a file` for a folder that is a link, with `own`
 */
export function refuseUntrusted(path: string, stats: Stats, trust: Trust, user: User): void {
  const folder = dirname(path);
  switch (trust) {
    case "named":
      refuseWriters(path, stats, othersWrite);
      break;
    case "kept":
      refuseKept(path, stats, user);
      if (!isSticky(statSync(folder))) refuseKept(folder, statSync(folder), user);
      break;
    case "secret":
      refuseReaders(path, stats, user);
      break;
    case "own": {
      const ofFolder = lstatSync(folder);
      if (ofFolder.isSymbolicLink()) throw new FileError("not a file", folder, "is a link, and not followed");
      refuseForeign(folder, ofFolder, user);
      refuseForeign(path, stats, user);
    }
  }
}

function refuseKept(path: string, stats: Stats, user: User): void {
  if (stats.uid !== 0) refuseOwner(path, stats, user);
  refuseWriters(path, stats, stats.gid === user.gid ? othersWrite : groupOrOthersWrite);
}

function isSticky({ mode }: Stats): boolean {
  return (mode & 0o1000) !== 0;
}

function refuseForeign(path: string, stats: Stats, user: User): void {
  refuseOwner(path, stats, user);
  refuseWriters(path, stats, groupOrOthersWrite);
}

/** @throws FileError `not trusted` for another user's */
export function refuseOwner(path: string, { uid }: Stats, user: User): void {
  if (uid === user.uid) return;
  const problem = `belongs to another user (uid ${String(uid)}) than this process (uid ${String(user.uid)})`;
  throw new FileError("not trusted", path, problem);
}

function refuseWriters(path: string, { mode }: Stats, refused: number): void {
  if ((mode & refused) === 0) return;
  const problem = `can be changed by other users (${modeText(mode)}): chmod go-w ${path}`;
  throw new FileError("not trusted", path, problem);
}

function refuseReaders(path: string, stats: Stats, user: User): void {
  if (stats.uid !== 0) refuseOwner(path, stats, user);
  // Only by its group can a user read what is root's.
  const [refused, advice] = stats.uid === user.uid ? [0o077, "go="] : [0o037, "g-wx,o="];
  if ((stats.mode & refused) === 0) return;
  const problem = `can be read or changed by other users (${modeText(stats.mode)}): chmod ${advice} ${path}`;
  throw new FileError("not trusted", path, `${problem}; if they may have read it, it is no secret any more`);
}

/** A mode as a message has it. */
export function modeText(mode: number): string {
  return `mode 0${(mode & 0o7777).toString(8)}`;
}
