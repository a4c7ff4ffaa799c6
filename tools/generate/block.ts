import { readFileSync, writeFileSync } from "node:fs";

/** The document with a text between `<!-- name:begin -->` and `<!-- name:end -->`. */
export function withBlock(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the document has no place for ${name}`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** Path of a document of the project. */
export function documentUrl(file: string): URL {
  return new URL(`../../${file}`, import.meta.url);
}

/** Puts a text into a document of the project. */
export function writeBlock(file: string, name: string, text: string): void {
  const url = documentUrl(file);
  writeFileSync(url, withBlock(readFileSync(url, "utf8"), name, text));
}
