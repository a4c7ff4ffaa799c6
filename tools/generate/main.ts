/**
 * Writes the generated parts of the documents anew: `npm run generate`. With `--check` it writes nothing and fails where
 * a document is not as it should be.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { keyferryOperations, operations } from "@keyferry/protocol";
import { documentUrl, withBlock, writeBlock } from "./block.ts";
import { confidenceTables } from "./confidence.ts";
import { cryptoBackendsTable } from "./crypto-backends.ts";
import { operationsTable } from "./operations-table.ts";
import { openApiText } from "./openapi.ts";
import { optionsTable } from "./options-table.ts";
import { programTables } from "./programs.ts";

interface Block {
  readonly file: string;
  /** Stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
  readonly name: string;
  /** @param document as it is */
  readonly text: (document: string) => string | Promise<string>;
}

const blocks: readonly Block[] = [
  { file: "docs/fidelity.md", name: "operations", text: () => operationsTable({ ...operations }) },
  {
    file: "docs/fidelity.md",
    name: "own-operations",
    text: () => operationsTable({ ...keyferryOperations }),
  },
  { file: "docs/crypto-backends.md", name: "capabilities", text: cryptoBackendsTable },
  { file: "docs/confidence.md", name: "confidence", text: confidenceTables },
  { file: "docs/programs.md", name: "programs", text: programTables },
  { file: "apps/server/README.md", name: "options", text: optionsTable },
];

/** Documents that are generated whole. */
const documents: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: "docs/openapi.json", text: openApiText },
];

const check = process.argv.includes("--check");
for (const { file, name, text } of blocks) {
  const before = readFileSync(documentUrl(file), "utf8");
  const block = await text(before);
  if (before === withBlock(before, name, block)) continue;
  if (!check) writeBlock(file, name, block);
  console.log(`${file}: ${name} ${check ? "is stale: npm run generate" : "written"}`);
  if (check) process.exitCode = 1;
}
for (const { file, text } of documents) {
  const url = documentUrl(file);
  const now = text();
  if (existsSync(url) && readFileSync(url, "utf8") === now) continue;
  if (!check) writeFileSync(url, now);
  console.log(`${file} ${check ? "is stale: npm run generate" : "written"}`);
  if (check) process.exitCode = 1;
}
