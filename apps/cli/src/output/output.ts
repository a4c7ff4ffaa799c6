import { resolve } from "node:path";
import { FileError, refuseTaken, writeWholeFile } from "@keyferry/files";
import { CommandError } from "../command-error.ts";
import type { Surroundings } from "../surroundings.ts";

/** Where output goes: the folder that paths are relative to, and what `-` stands for. */
export type OutputTarget = Pick<Surroundings, "folder" | "print">;

/**
 * Refuses a path that {@link writeOutput} could not write to, before anything is asked of a service.
 *
 * @throws CommandError
 */
export function refuseTakenOutput(path: string, { folder }: Pick<OutputTarget, "folder">): void {
  if (path === "-") return;
  naming(path, folder, () => {
    refuseTaken(resolve(folder, path));
  });
}

/**
 * Writes what everybody may see to a file that is not there yet, or to standard output for `-`.
 *
 * @throws CommandError, also for a file that exists
 */
export function writeOutput(path: string, text: string, { folder, print }: OutputTarget): void {
  if (path === "-") print(text);
  else writeNewFile(path, text, { folder, mode: 0o644 });
}

/**
 * Writes a file that is not there yet, whole or not at all: what was written once is never overwritten.
 *
 * @param mode permissions: 0o600 for what only its owner may read
 * @throws CommandError, also for a file that exists
 */
export function writeNewFile(
  path: string,
  content: string | Uint8Array,
  { folder, mode }: { readonly folder: string; readonly mode: number },
): void {
  naming(path, folder, () => {
    writeWholeFile(resolve(folder, path), content, { mode, replace: false });
  });
}

/**
 * Does something with a file, and says what is wrong with it under the name that was typed.
 *
 * @param folder what the name is relative to
 * @throws CommandError in place of a FileError
 */
export function naming(typed: string, folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { path, problem, message } = error;
    const said = path === resolve(folder, typed) ? `${typed} ${problem}` : message;
    throw new CommandError(`${said}.`, { cause: error });
  }
}
