/**
 * Why a file cannot be used. The reason is API, the message is not.
 *
 * - `missing`: it is not there, or its folder is not.
 * - `not a file`: a folder, a device, a pipe, a socket, or a link where none is followed.
 * - `too long`: it holds more than is read.
 * - `exists`: it is there already, and is not overwritten.
 * - `not trusted`: others than this user may have written it, or read it.
 * - `system`: what the system said, such as a full disk; `cause` is its error.
 */
export type FileErrorReason = "missing" | "not a file" | "too long" | "exists" | "not trusted" | "system";

/** A file that cannot be used. The message is its path, what is wrong with it and what to do, without a full stop. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly reason: FileErrorReason;
  /** The file or folder that it is about, which may be one on the way to the file that was asked for. */
  readonly path: string;
  /** The message without the path: `is a folder: name a file`. */
  readonly problem: string;

  constructor(reason: FileErrorReason, path: string, problem: string, options?: ErrorOptions) {
    super(`${path} ${problem}`, options);
    this.reason = reason;
    this.path = path;
    this.problem = problem;
  }
}
