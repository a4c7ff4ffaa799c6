import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandError } from "./command-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Where output goes: the folder that paths are relative to, and what `-` stands for. */
export type OutputTarget = Pick<Surroundings, "folder" | "print">;

/**
 * Writes what everybody may see to a file, in place of what is there, or to standard output for `-`.
 *
 * @throws CommandError
 */
export async function writeOutput(
  path: string,
  text: string,
  { folder, print }: OutputTarget,
): Promise<void> {
  if (path === "-") print(text);
  else await write(path, resolve(folder, path), text, {});
}

/**
 * Writes a file that is not there yet: a key that was written once is never overwritten.
 *
 * @param mode permissions: 0o600 for what only its owner may read
 * @throws CommandError, also for a file that exists
 */
export async function writeNewFile(
  path: string,
  bytes: Uint8Array,
  { folder, mode }: { readonly folder: string; readonly mode: number },
): Promise<void> {
  await write(path, resolve(folder, path), bytes, { flag: "wx", mode });
}

async function write(
  shown: string,
  path: string,
  content: string | Uint8Array,
  options: { readonly flag?: string; readonly mode?: number },
): Promise<void> {
  try {
    await writeFile(path, content, options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "EEXIST" ? "exists already and is not overwritten" : `cannot be written: ${message}`;
    throw new CommandError(`${shown} ${reason}.`, { cause: error });
  }
}
