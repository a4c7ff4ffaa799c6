/**
 * Measures the crypto backends themselves, beside `openssl speed`, in operations per CPU-second: of this process, and of
 * the one that holds the module as well.
 */
import { writeFileSync } from "node:fs";
import { operationsPerCpuSecond } from "../cpu-second.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";
import { opensslFigures } from "./openssl-speed.ts";
import { openSubjects } from "./subjects.ts";

/** Prints, and writes, a row for each backend and algorithm. */
export async function benchCrypto({ json, runs }: BenchOptions): Promise<void> {
  const reference = opensslFigures();
  const rows: Row[] = [];
  const subjects = await openSubjects();
  for (const { name, backend, algorithm, work, helper } of subjects.all) {
    const figures: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const figure = await operationsPerCpuSecond(work, helper);
      // The first run warms up.
      if (run > 0) figures.push(figure);
    }
    const ours = Math.round(median(figures));
    const theirs = algorithm === null ? null : (reference.get(algorithm) ?? null);
    const ratio = theirs === null ? null : Math.round((ours / theirs) * 1000) / 1000;
    rows.push({
      scenario: `${backend}: ${name}`,
      unit: "operations per CPU-second",
      ours,
      reference: theirs,
      ratio,
    });
    const beside = theirs === null ? "" : ` of ${String(theirs)}`;
    console.log(`${backend.padEnd(18)} ${name.padEnd(36)} ${String(ours).padStart(8)}${beside}`);
  }
  await subjects.close();
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
}
