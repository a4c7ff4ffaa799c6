/**
 * Begins an operation: `npm run new:operation -- secrets/create-secret` writes its definition, with the parameters where they
 * are published, an example, a handler, a test, and its lines in the two indexes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { readNames } from "./names.ts";
import { planOperation } from "./plan.ts";
import type { Parameters } from "./templates.ts";

const root = new URL("../../", import.meta.url);
const pathOf = (file: string) => fileURLToPath(new URL(file, root));
const read = (file: string) => (existsSync(pathOf(file)) ? readFileSync(pathOf(file), "utf8") : "");

const names = readNames(process.argv[2] ?? "");
const published = JSON.parse(read("packages/protocol/test/public-metadata.json")) as Readonly<
  Record<string, { readonly parameters: Readonly<Record<string, { readonly required: boolean }>> }>
>;
const all = published[names.action]?.parameters ?? {};
/** Those of a definition: DryRun and RegionId are everybody's. */
const parameters: Parameters = Object.fromEntries(
  Object.entries(all)
    .filter(([name]) => name !== "DryRun" && name !== "RegionId")
    .map(([name, { required }]) => [name, required]),
);
const plan = planOperation(names, { parameters, dryRun: "DryRun" in all }, read);

for (const [file, text] of plan) {
  if (text === read(file)) continue;
  mkdirSync(dirname(pathOf(file)), { recursive: true });
  const config = { ...(await resolveConfig(pathOf(file))), filepath: file };
  writeFileSync(pathOf(file), file.endsWith(".ts") ? await format(text, config) : text);
  console.log(file);
}
console.log(`
Now say what it does: in the definition its fields, answer, states, errors; in the example what it touches; in the handler how.
Then: npm run check, npm run generate (the documents' tables), npx changeset.`);
