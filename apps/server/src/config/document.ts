import { FileError, readFile } from "@keyferry/files";
import { LineCounter, parseDocument } from "yaml";
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
export function readDocument(file: string, option: string): unknown {
  try {
    return parseText(readFile(file, { limit: maxLength, trust: "named" }).toString("utf8"));
  } catch (cause) {
    if (cause instanceof FileError) throw new StartError(`--${option}: ${cause.message}`, { cause });
    throw new StartError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parseText(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error === undefined) return document.toJS({ maxAliasCount: 0 }) as unknown;
  const { line, col } = lineCounter.linePos(error.pos[0]);
  // The parser's own messages quote the text.
  throw new Error(`line ${String(line)}, column ${String(col)} is neither YAML nor JSON (${error.code})`);
}
