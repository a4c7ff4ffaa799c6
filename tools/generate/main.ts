/**
 * Writes the generated parts of the documents anew: `npm run generate`. With `--check` it writes nothing and fails where
 * a document is not as it should be.
 */
import { readFileSync } from "node:fs";
import { documentUrl, withBlock, writeBlock } from "./block.ts";
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
  const before = readFileSync(documentUrl(file), "utf8");
  if (before === withBlock(before, name, text())) return false;
  if (!check) writeBlock(file, name, text());
  return true;
});
for (const { file, name } of stale)
  console.log(`${file}: ${name} ${check ? "is stale: npm run generate" : "written"}`);
if (check && stale.length > 0) process.exitCode = 1;
