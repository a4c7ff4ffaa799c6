import { resolve } from "node:path";
import { decodeBase64, joinSecret, wipe } from "@keyferry/bytes";
import { FileError, readParts } from "@keyferry/files";
import { CommandError } from "../command-error.ts";
import type { Surroundings } from "../surroundings.ts";

/** Where input comes from: the folder that paths are relative to, and what `-` stands for. */
export type InputSource = Pick<Surroundings, "folder" | "stdin">;

/**
 * Reads a whole file or pipe, or standard input for `-`. The caller wipes the bytes where they are secret; no other copy stays.
 *
 * @param limit the most bytes that are read
 * @throws CommandError for what cannot be read, or is longer
 */
export async function readInput(
  path: string,
  limit: number,
  { folder, stdin }: InputSource,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of path === "-" ? stdin : readParts(resolve(folder, path))) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) throw new CommandError(`${nameOf(path)} is longer than ${String(limit)} bytes.`);
    }
    return joinSecret(...chunks);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (error instanceof FileError) throw new CommandError(`${path} ${error.problem}.`, { cause: error });
    throw new CommandError(`${nameOf(path)} cannot be read: ${(error as Error).message}.`, { cause: error });
  } finally {
    wipe(...chunks);
  }
}

/**
 * Reads bytes that were written as base64 text (RFC 4648 4). White space is ignored, since tools break lines.
 *
 * @param limit the most bytes of text that are read
 * @throws CommandError for anything else
 */
export async function readBase64(path: string, limit: number, source: InputSource): Promise<Uint8Array> {
  const text = new TextDecoder().decode(await readInput(path, limit, source));
  const bytes = decodeBase64(text.replaceAll(/\s/g, ""));
  if (bytes === undefined || bytes.length === 0) {
    throw new CommandError(`${nameOf(path)} does not hold base64 text.`);
  }
  return bytes;
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}
