/**
 * Measures SM2 of the software backend, without a backend around it: on its arithmetic in WebAssembly, and on noble's, in
 * operations per CPU-second.
 */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Sm2Figures } from "./worker.ts";

/** Prints, and writes, a row for each operation. */
export async function benchSm2({ json, runs }: BenchOptions): Promise<void> {
  const inWebAssembly: Sm2Figures[] = [];
  const byNoble: Sm2Figures[] = [];
  // Alternating, so that whatever else the machine does meets both alike.
  for (let run = 0; run < runs; run++) {
    inWebAssembly.push(await figuresOf({ webAssembly: true }));
    byNoble.push(await figuresOf({ webAssembly: false }));
  }
  const rows = [...(inWebAssembly[0]?.keys() ?? [])].map((scenario) => {
    const [ours, reference] = [medianOf(inWebAssembly, scenario), medianOf(byNoble, scenario)];
    const ratio = Math.round((ours / reference) * 10) / 10;
    return { scenario, unit: "operations per CPU-second", ours, reference, ratio };
  });
  for (const { scenario, ours, reference, ratio } of rows) {
    console.log(
      `${scenario.padEnd(24)} ${String(ours).padStart(6)} in WebAssembly, ${String(reference).padStart(6)} by noble: ${ratio.toFixed(1)}`,
    );
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
}

function medianOf(figures: readonly Sm2Figures[], scenario: string): number {
  return Math.round(median(figures.map((figure) => figure.get(scenario) ?? Number.NaN)));
}

/** Which arithmetic it is, is settled when it is first used: hence a thread for each. */
async function figuresOf(workerData: { readonly webAssembly: boolean }): Promise<Sm2Figures> {
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData });
  const [figures] = (await once(worker, "message")) as [Sm2Figures];
  return figures;
}
