import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import type { Closed } from "./close-to-others.ts";
import { refuseUnlessFile, withoutBlocking, withoutLinks } from "./regular-file.ts";
import { fileErrorOf } from "./system-error.ts";
import { modeText, refuseOwner } from "./trust.ts";
import { currentUser } from "./user.ts";

/** A file that is open to append. */
export interface AppendFile {
  readonly file: FileHandle;
  /** What was closed of it to others. */
  readonly closed: Closed | undefined;
}

/** What may stay of a file's mode: its group may read it, nobody but its owner may write it. */
const mostOpen = 0o640;

/**
 * Opens a file to read it and to append to it, or makes it for this user alone. Whoever truncates it while it is open, as log
 * rotation does, gets what follows at its new beginning. A file that is there must be this user's or root's; it is closed to
 * all but its owner and readers of its group.
 *
 * @returns the open file, which the caller closes, and what was closed of it to others
 * @throws FileError, also for a link, which is not followed
 */
export async function openToAppend(path: string): Promise<AppendFile> {
  let file: FileHandle | undefined;
  try {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | withoutLinks | withoutBlocking;
    file = await open(path, flags, 0o600);
    const stats = await file.stat();
    refuseUnlessFile(path, stats);
    const user = currentUser();
    if (user !== undefined) {
      if (stats.uid !== 0) refuseOwner(path, stats, user);
      if ((stats.mode & 0o077 & ~mostOpen) !== 0) {
        await file.chmod(stats.mode & (0o700 | mostOpen));
        return { file, closed: { path, was: modeText(stats.mode) } };
      }
    }
    return { file, closed: undefined };
  } catch (cause) {
    await file?.close();
    throw fileErrorOf(path, "written", cause);
  }
}
