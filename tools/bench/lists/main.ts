/**
 * Measures pages of a hundred keys in an account with many: what a page costs must not depend on how many there are. Beside each
 * stands the same page of an account that has no others. Figures are requests per CPU-second of the server.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { send } from "../export/load.ts";
import { signedForm } from "../export/requests.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";
import { startKeyferry, type Subject } from "../server-process.ts";

const pageSize = 100;
const many = 10_000;
/** Of one run. */
const requests = 200;
const warmingRequests = 1_000;

/** Prints, and writes, a row for each page. */
export async function benchLists({ json, runs, tree }: BenchOptions): Promise<void> {
  const full = await startWith(tree, many);
  try {
    const small = await startWith(tree, pageSize);
    try {
      await send(full.url, pages(1, warmingRequests));
      await send(small.url, pages(1, warmingRequests));
      const rows: Row[] = [];
      const lastPage = many / pageSize;
      for (const [name, page] of [
        ["first", 1],
        ["middle", lastPage / 2],
        ["last", lastPage],
      ] as const) {
        const row = await measure(`the ${name} page of ${String(many)} keys`, { full, small, page, runs });
        console.log(
          `${row.scenario.padEnd(32)} ${String(row.ours).padStart(6)} of ${String(row.reference).padStart(6)}  ${String(row.ratio)}`,
        );
        rows.push(row);
      }
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
    } finally {
      await small.stop();
    }
  } finally {
    await full.stop();
  }
}

async function measure(
  scenario: string,
  {
    full,
    small,
    page,
    runs,
  }: { readonly full: Subject; readonly small: Subject; readonly page: number; readonly runs: number },
): Promise<Row> {
  const figures: { full: number[]; small: number[] } = { full: [], small: [] };
  for (let run = 0; run < runs; run++) {
    figures.full.push(await requestsPerCpuSecond(full, page));
    figures.small.push(await requestsPerCpuSecond(small, 1));
  }
  const [ours, reference] = [median(figures.full), median(figures.small)];
  return {
    scenario,
    unit: "requests per CPU-second",
    ours: Math.round(ours),
    reference: Math.round(reference),
    ratio: Math.round((ours / reference) * 1_000) / 1_000,
  };
}

async function requestsPerCpuSecond({ url, cpuSeconds }: Subject, page: number): Promise<number> {
  const bodies = pages(page, requests);
  const before = cpuSeconds();
  await send(url, bodies);
  return bodies.length / (cpuSeconds() - before);
}

function pages(page: number, count: number): readonly string[] {
  const fields = { PageNumber: String(page), PageSize: String(pageSize) };
  return Array.from({ length: count }, () => signedForm("ListKeys", fields));
}

/** A server with so many keys. */
function startWith(tree: string, keys: number): Promise<Subject> {
  return startKeyferry(tree, (folder) => {
    const seed = join(folder, "seed.json");
    const content = { keys: Array.from({ length: keys }, () => ({ spec: "Aliyun_AES_256" })) };
    writeFileSync(seed, JSON.stringify(content));
    return ["--seed", seed];
  });
}
