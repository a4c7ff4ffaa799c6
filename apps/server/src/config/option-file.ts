import { FileError } from "@keyferry/files";
import type { OptionName } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/**
 * Does something with the file or folder of an option.
 *
 * @throws StartError in place of a FileError: the same, behind the option's name
 */
export async function withOptionFile<T>(option: OptionName, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw namingOption(option, error);
  }
}

/** What to throw for a fault that was met with the file of an option. */
export function namingOption(option: OptionName, error: unknown): unknown {
  if (!(error instanceof FileError)) return error;
  return new StartError(`--${option}: ${error.message}`, { cause: error });
}
