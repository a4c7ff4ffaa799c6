import { FileError, readFile } from "@keyferry/files";
import { StartError } from "./start-error.ts";

/** In bytes. */
const maxLength = 4 * 1024 * 1024;

/**
 * Reads a YAML or JSON document.
 *
 * @throws StartError for a file that cannot be read, that everybody can write, or that is neither; it names the place and repeats nothing of the file,
 *   since that may be a secret
 * @param option that names the file
 */
export async function readDocument(file: string, option: string): Promise<unknown> {
  try {
    const text = readFile(file, { limit: maxLength, trust: "named" }).toString("utf8");
    // Most servers start without any document.
    const { parseYaml } = await import("./yaml-text.ts");
    return parseYaml(text);
  } catch (cause) {
    if (cause instanceof FileError) throw new StartError(`--${option}: ${cause.message}`, { cause });
    throw new StartError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
