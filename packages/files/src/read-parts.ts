import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { secretBytes } from "@keyferry/bytes";
import { FileError } from "./file-error.ts";
import { kindOf, withoutBlocking } from "./regular-file.ts";
import { fileErrorOf } from "./system-error.ts";

/** In bytes. */
const partLength = 65_536;
/** How long a pipe may be without anybody who writes to it, and how often it is looked at, in milliseconds. */
const patience = 2_000;
const interval = 10;

/**
 * Reads a file that a person named part by part, or a pipe that somebody writes to, such as `<(command)` of a shell. Anything
 * else that a path may name is refused at once; so is, after two seconds, a pipe that nobody writes to.
 *
 * @returns parts of at most 65,536 bytes, each the caller's own, who wipes them where they are secret
 * @throws FileError
 */
export async function* readParts(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | withoutBlocking);
    yield* partsOf(file, path);
  } catch (cause) {
    throw fileErrorOf(path, "read", cause);
  } finally {
    await file?.close();
  }
}

async function* partsOf(file: FileHandle, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const stats = await file.stat();
  const isPipe = stats.isFIFO();
  if (!isPipe && !stats.isFile()) throw new FileError("not a file", path, `is ${kindOf(stats)}: name a file`);
  // Until somebody writes to it, a pipe looks as if it were at its end.
  const deadline = performance.now() + patience;
  let begun = !isPipe;
  for (;;) {
    const part = secretBytes(partLength);
    const length = await readSome(file, part);
    if (length !== undefined && length > 0) yield part.subarray(0, length);
    else if (length === 0 && begun) return;
    else if (length === 0 && performance.now() >= deadline) break;
    else await sleep(interval);
    begun ||= length !== 0;
  }
  throw new FileError("missing", path, "is a pipe that nobody writes to: name a file, or write to it");
}

/** How many bytes were there; undefined for a pipe whose writer has not written yet. */
async function readSome(file: FileHandle, part: Uint8Array): Promise<number | undefined> {
  try {
    return (await file.read(part, 0, part.length, null)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}
