import { FileError, type FileErrorReason } from "./file-error.ts";

/** What was to become of a file or folder, as the message says it. */
export type Use = "read" | "written" | "made";

/**
 * Says in plain words what the system said; leaves a {@link FileError} as it is.
 *
 * @param path as it was typed
 */
export function fileErrorOf(path: string, use: Use, cause: unknown): FileError {
  if (cause instanceof FileError) return cause;
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const [reason, problem] = known(use)[code] ?? ["system", `cannot be ${use}: ${message}`];
  return new FileError(reason, path, problem, { cause });
}

function known(use: Use): Readonly<Record<string, readonly [FileErrorReason, string]>> {
  const noRight = `cannot be ${use} by this user${userOf()}: give it the right to, or name another path`;
  return {
    ENOENT: ["missing", absent[use]],
    ENOTDIR: ["missing", `cannot be ${use}: a part of its path is a file, and not a folder`],
    EEXIST: ["exists", taken],
    EISDIR: ["not a file", "is a folder: name a file"],
    ELOOP: ["not a file", "is a link that is not followed, or leads in a circle: name the file itself"],
    // What opening a socket says, and opening a pipe that nobody reads.
    ENXIO: ["not a file", "is a pipe or a socket: name a file"],
    EACCES: ["system", noRight],
    EPERM: ["system", noRight],
    EROFS: ["system", `cannot be ${use}: its disk can only be read; name another path`],
    ENOSPC: ["system", `cannot be ${use}: its disk is full; make room there, or name another path`],
    EDQUOT: ["system", `cannot be ${use}: this user has no room left on its disk; make room there`],
    EFBIG: ["system", `cannot be ${use}: it would be longer than this process may write (ulimit -f)`],
    ENAMETOOLONG: ["system", `cannot be ${use}: its path is longer than the system allows`],
    EMFILE: ["system", `cannot be ${use}: this process has too many files open (ulimit -n)`],
  };
}

/** What is said of a file that is there, where none may be. */
export const taken = "exists already, and is not overwritten: name another path, or remove it";

const absent: Readonly<Record<Use, string>> = {
  read: "is not there: check the path",
  written: "cannot be written: its folder is not there; make it, or name another path",
  made: "cannot be made: there are no new folders in that place; name a path on a disk",
};

function userOf(): string {
  const user = process.geteuid?.();
  return user === undefined ? "" : ` (uid ${String(user)})`;
}
