/**
 * Measures exports to ten recipients by one call beside exports to one at a time, over keep-alive HTTP. Figures are recipients
 * served per CPU-second of the server process, medians of several runs.
 */
import { writeFileSync } from "node:fs";
import { send } from "../export/load.ts";
import { rsaRecipients, sm2Recipients, type Recipient } from "../export/recipients.ts";
import { encryptionContext, exportRequests, signedForm } from "../export/requests.ts";
import { createExportKey } from "../export/subjects.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";
import { startKeyferry, type Subject } from "../server-process.ts";

/** So many recipients has a call. */
const width = 10;

/** Calls before anything is measured: V8 goes on compiling through the first ten thousand. */
const warmingCalls = { oneByOne: 12_000, together: 2_000 };

interface Scenario {
  readonly name: string;
  readonly recipients: readonly Recipient[];
  /** Recipients served in a run: about a second's worth of the slower way. */
  readonly served: number;
}

/** Prints, and writes, a row for each spec of recipients. */
export async function benchFanOut({ json, runs, tree }: BenchOptions): Promise<void> {
  const scenarios: readonly Scenario[] = [
    { name: "fan-out of 10, rsa", recipients: rsaRecipients(100), served: 3000 },
    { name: "fan-out of 10, sm2", recipients: sm2Recipients(100), served: 2000 },
  ];
  const server = await startKeyferry(tree);
  try {
    const blob = await createExportKey(server);
    const rows: Row[] = [];
    for (const scenario of scenarios) {
      const row = await measure(scenario, blob, server, runs);
      const ratio = row.ratio.toFixed(2);
      console.log(
        `${row.scenario.padEnd(28)} ${String(row.ours)}, one by one ${String(row.reference)} ${row.unit}: ${ratio}`,
      );
      rows.push(row);
    }
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    await server.stop();
  }
}

async function measure(
  { name, recipients, served }: Scenario,
  blob: string,
  server: Subject,
  runs: number,
): Promise<Row & { readonly ratio: number }> {
  const oneByOne = (calls: number) => exportRequests(blob, recipients, calls);
  const together = (calls: number) => fanOutRequests(blob, recipients, calls);
  await send(server.url, oneByOne(warmingCalls.oneByOne));
  await send(server.url, together(warmingCalls.together));
  const figures: { oneByOne: number[]; together: number[] } = { oneByOne: [], together: [] };
  // Alternating, so that whatever else the machine does meets both alike.
  for (let run = 0; run < runs; run++) {
    figures.oneByOne.push(served / (await cpuSecondsFor(server, oneByOne(served))));
    figures.together.push(served / (await cpuSecondsFor(server, together(served / width))));
  }
  const [ours, reference] = [median(figures.together), median(figures.oneByOne)];
  return {
    scenario: name,
    unit: "recipients per CPU-second",
    ours: Math.round(ours),
    reference: Math.round(reference),
    ratio: Math.round((ours / reference) * 1000) / 1000,
  };
}

async function cpuSecondsFor({ url, cpuSeconds }: Subject, bodies: readonly string[]): Promise<number> {
  const before = cpuSeconds();
  const answers = await send(url, bodies);
  const spent = cpuSeconds() - before;
  const refusal = answers.find((answer) => answer.includes('"Code"'));
  if (refusal !== undefined) throw new Error(`a recipient was refused: ${refusal}`);
  return spent;
}

/** Form bodies of signed ExportDataKeyToRecipients requests (V1), over the recipients in turn. */
function fanOutRequests(
  ciphertextBlob: string,
  recipients: readonly Recipient[],
  count: number,
): readonly string[] {
  return Array.from({ length: count }, (_, call) => {
    const fields: Record<string, string> = {
      Version: "keyferry/2026-12-01",
      CiphertextBlob: ciphertextBlob,
      EncryptionContext: encryptionContext,
    };
    for (let place = 1; place <= width; place++) {
      const recipient = recipients[(call * width + place) % recipients.length];
      if (recipient === undefined) throw new Error("there is no recipient");
      fields[`Recipients.${String(place)}.PublicKeyBlob`] = recipient.spki.toString("base64");
      fields[`Recipients.${String(place)}.WrappingKeySpec`] = recipient.spec;
      fields[`Recipients.${String(place)}.WrappingAlgorithm`] = recipient.algorithm;
    }
    return signedForm("ExportDataKeyToRecipients", fields);
  });
}
