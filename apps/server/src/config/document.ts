import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { StartError } from "./start-error.ts";

const maxLength = 4 * 1024 * 1024;

/**
 * Reads a YAML or JSON document.
 *
 * @throws StartError for a file that cannot be read or is neither
 */
export function readDocument(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    if (text.length > maxLength) throw new Error(`longer than ${String(maxLength)} characters`);
    return parse(text, { maxAliasCount: 0, prettyErrors: true, uniqueKeys: true }) as unknown;
  } catch (cause) {
    throw new StartError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
