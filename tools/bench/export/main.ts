/**
 * Measures signed ExportDataKey over keep-alive HTTP: the real server beside a bare one that does the same cryptography.
 * Figures are requests per CPU-second of the server process, medians of several runs; the ratio is what counts.
 */
import { writeFileSync } from "node:fs";
import { startKeyferry, type Subject } from "../server-process.ts";
import { createExportKey, startReference } from "./subjects.ts";
import { rsaRecipients, sm2Recipients, type Recipient } from "./recipients.ts";
import { exportRequests } from "./requests.ts";
import { send } from "./load.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";

/** Requests before anything is measured: V8 goes on compiling through the first ten thousand. */
const warmingRequests = 12_000;

interface Scenario {
  readonly name: string;
  readonly recipients: readonly Recipient[];
  /** Requests per run: about a second's worth. */
  readonly requests: number;
}

/** Prints, and writes, a row for each scenario. */
export async function benchExport({ json, runs, tree }: BenchOptions): Promise<void> {
  const rsa = rsaRecipients(1000);
  const sm2 = sm2Recipients(1000);
  const scenarios: readonly Scenario[] = [
    { name: "export rsa, one recipient", recipients: rsa.slice(0, 1), requests: 3000 },
    { name: "export rsa, 1000 recipients", recipients: rsa, requests: 3000 },
    { name: "export sm2, one recipient", recipients: sm2.slice(0, 1), requests: 2000 },
    { name: "export sm2, 1000 recipients", recipients: sm2, requests: 2000 },
  ];

  const ours = await startKeyferry(tree);
  try {
    const blob = await createExportKey(ours);
    const reference = await startReference([...rsa, ...sm2]);
    try {
      for (const { url } of [ours, reference]) {
        await send(url, exportRequests(blob, rsa.slice(0, 1), warmingRequests));
      }
      const rows: Row[] = [];
      for (const scenario of scenarios) {
        const row = await measure(scenario, blob, ours, reference, runs);
        console.log(
          `${row.scenario.padEnd(28)} ${String(row.ours).padStart(6)} of ${String(row.reference).padStart(6)} ${row.unit}: ${row.ratio.toFixed(2)}`,
        );
        rows.push(row);
      }
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
    } finally {
      await reference.stop();
    }
  } finally {
    await ours.stop();
  }
}

async function measure(
  { name, recipients, requests }: Scenario,
  blob: string,
  subject: Subject,
  reference: Subject,
  runs: number,
): Promise<Row & { readonly ratio: number }> {
  // Alternating, so that whatever else the machine does meets both alike. The first of each warms up.
  const figures: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  for (let run = 0; run <= runs; run++) {
    for (const [kind, target] of [
      ["ours", subject],
      ["reference", reference],
    ] as const) {
      const figure = await requestsPerCpuSecond(target, exportRequests(blob, recipients, requests));
      if (run > 0) figures[kind].push(figure);
    }
  }
  const [a, b] = [median(figures.ours), median(figures.reference)];
  return {
    scenario: name,
    unit: "requests per CPU-second",
    ours: Math.round(a),
    reference: Math.round(b),
    ratio: Math.round((a / b) * 1000) / 1000,
  };
}

async function requestsPerCpuSecond(
  { url, cpuSeconds }: Subject,
  bodies: readonly string[],
): Promise<number> {
  const before = cpuSeconds();
  await send(url, bodies);
  return bodies.length / (cpuSeconds() - before);
}
