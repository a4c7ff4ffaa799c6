import { readdirSync, readFileSync } from "node:fs";
import { operations } from "@keyferry/protocol";
import { documentUrl } from "./block.ts";
import { programRows, programTests, type ProgramRow } from "./program-rows.ts";

/**
 * The programs that Keyferry is tried with, as Markdown tables. The operations are read from the tests, which prepare and look by some of them.
 *
 * @throws Error for a program without a test, and for a test that no row names
 */
export function programTables(): string {
  const named = new Set(Object.values(programRows).flatMap((rows) => rows.map(({ test }) => test)));
  const tests = readdirSync(documentUrl(programTests), { recursive: true, encoding: "utf8" });
  const forgotten = tests.filter((file) => file.endsWith(".test.ts") && !named.has(file));
  if (forgotten.length > 0) throw new Error(`No row of the programs names ${forgotten.join(", ")}.`);
  return Object.entries(programRows)
    .map(([chapter, rows]) => [`## ${chapter}`, "", ...tableOf(rows)].join("\n"))
    .join("\n\n");
}

function tableOf(rows: readonly ProgramRow[]): readonly string[] {
  return [
    "| program | sends | operations in its test | test |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ program, sends, test }) => {
      const file = `${programTests}/${test}`;
      const calls = operationsIn(readFileSync(documentUrl(file), "utf8"));
      if (calls.length === 0) throw new Error(`${file} calls nothing.`);
      const name = test.slice(test.lastIndexOf("/") + 1);
      return `| ${program} | ${sends} | ${calls.join(", ")} | [${name}](../${file}) |`;
    }),
  ];
}

/** The operations that a test names in quotes, in the order in which it does. */
function operationsIn(test: string): readonly string[] {
  const quoted = Array.from(test.matchAll(/"([A-Z][A-Za-z]+)"/g), ([, name = ""]) => name);
  return [...new Set(quoted)].filter((name) => Object.hasOwn(operations, name));
}
