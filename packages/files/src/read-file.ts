import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { refuseUnlessFile, withoutBlocking, withoutLinks } from "./regular-file.ts";
import { FileError } from "./file-error.ts";
import { fileErrorOf } from "./system-error.ts";
import { refuseUntrusted, type Trust } from "./trust.ts";
import { currentUser, type User } from "./user.ts";

/** How a file is read. */
export interface ReadOptions {
  /** The most bytes that it may hold. */
  readonly limit: number;
  readonly trust: Trust;
  /** Whom it is read for. Default: this process's user. */
  readonly user?: User | undefined;
}

/**
 * Reads a small file whole. Anything else that a path may name, such as a pipe, a device or a folder, is refused at once and
 * never waited for. Links are followed, but with the trust `own`.
 *
 * @returns bytes of the caller's own, who wipes them where they are secret
 * @throws FileError
 */
export function readFile(path: string, { limit, trust, user = currentUser() }: ReadOptions): Buffer {
  try {
    const descriptor = openSync(
      path,
      constants.O_RDONLY | withoutBlocking | (trust === "own" ? withoutLinks : 0),
    );
    try {
      const stats = fstatSync(descriptor);
      refuseUnlessFile(path, stats);
      if (user !== undefined) refuseUntrusted(path, stats, trust, user);
      return readBounded(descriptor, path, limit);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw fileErrorOf(path, "read", cause);
  }
}

/** The size that the system tells is not asked: files of /proc have none. */
function readBounded(descriptor: number, path: string, limit: number): Buffer {
  const bytes = Buffer.alloc(limit + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length <= limit; length += read) {
    read = readSync(descriptor, bytes, length, bytes.length - length, null);
  }
  if (length <= limit) return bytes.subarray(0, length);
  throw new FileError("too long", path, `is longer than ${String(limit)} bytes`);
}
