import { LineCounter, parseDocument } from "yaml";

/**
 * Reads a text as YAML, of which JSON is a part.
 *
 * @throws Error that names the place of what is neither; it repeats nothing of the text, since that may be a secret
 */
export function parseYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error === undefined) return document.toJS({ maxAliasCount: 0 }) as unknown;
  const { line, col } = lineCounter.linePos(error.pos[0]);
  // The parser's own messages quote the text.
  throw new Error(`line ${String(line)}, column ${String(col)} is neither YAML nor JSON (${error.code})`);
}
