/**
 * Writes the generated parts of the documents anew: `npm run generate`. With `--check` it writes nothing and fails where
 * a document is not as it should be.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { operationsTable } from "./operations-table.ts";

interface Block {
  readonly file: string;
  /** Stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
  readonly name: string;
  readonly text: () => string;
}

const blocks: readonly Block[] = [{ file: "docs/fidelity.md", name: "operations", text: operationsTable }];

const check = process.argv.includes("--check");
const stale = blocks.filter(({ file, name, text }) => {
  const path = new URL(`../../${file}`, import.meta.url);
  const before = readFileSync(path, "utf8");
  const after = withBlock(before, name, text());
  if (before === after) return false;
  if (!check) writeFileSync(path, after);
  return true;
});
for (const { file, name } of stale)
  console.log(`${file}: ${name} ${check ? "is stale: npm run generate" : "written"}`);
if (check && stale.length > 0) process.exitCode = 1;

function withBlock(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the document has no place for ${name}`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}
