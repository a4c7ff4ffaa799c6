import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { secretBytes, wipe } from "@keyferry/bytes";
import { refuseUnlessFile, withoutBlocking, withoutLinks } from "./regular-file.ts";
import { FileError } from "./file-error.ts";
import { fileErrorOf } from "./system-error.ts";
import { refuseUntrusted, type Trust } from "./trust.ts";
import { currentUser, type User } from "./user.ts";

/** Whose file it must be. */
export interface TrustOptions {
  readonly trust: Trust;
  /** Whom it is read for. Default: this process's user. */
  readonly user?: User | undefined;
}

/** How a file is read. */
export interface ReadOptions extends TrustOptions {
  /** The most bytes that it may hold. */
  readonly limit: number;
}

/**
 * Reads a small file whole. Anything else that a path may name, such as a pipe, a device or a folder, is refused at once and
 * never waited for. Links are followed, but with the trust `own`.
 *
 * @returns bytes of the caller's own, who wipes them where they are secret
 * @throws FileError
 */
export function readFile(path: string, { limit, ...options }: ReadOptions): Buffer {
  return withFile(path, options, (descriptor, { size }) => {
    if (size > limit) throw tooLong(path, limit);
    // Files of /proc have no size.
    return readUpTo(size > 0 ? size : limit, descriptor, path);
  });
}

/**
 * Looks at a file that somebody else reads, such as a library that is loaded: it is refused as {@link readFile} would.
 *
 * @throws FileError
 */
export function checkFile(path: string, options: TrustOptions): void {
  withFile(path, options, () => undefined);
}

function withFile<T>(
  path: string,
  { trust, user = currentUser() }: TrustOptions,
  use: (descriptor: number, stats: Stats) => T,
): T {
  try {
    const links = trust === "own" ? withoutLinks : 0;
    const descriptor = openSync(path, constants.O_RDONLY | withoutBlocking | links);
    try {
      const stats = fstatSync(descriptor);
      refuseUnlessFile(path, stats);
      if (user !== undefined) refuseUntrusted(path, stats, trust, user);
      return use(descriptor, stats);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw fileErrorOf(path, "read", cause);
  }
}

/** All bytes that come, of which there may be no more than `limit`. */
function readUpTo(limit: number, descriptor: number, path: string): Buffer {
  const bytes = secretBytes(limit + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length <= limit; length += read) {
    read = readSync(descriptor, bytes, length, bytes.length - length, null);
  }
  if (length <= limit) return Buffer.from(bytes.buffer, 0, length);
  wipe(bytes);
  throw tooLong(path, limit);
}

function tooLong(path: string, limit: number): FileError {
  return new FileError("too long", path, `is longer than ${String(limit)} bytes`);
}
