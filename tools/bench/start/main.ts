/**
 * Measures what it costs to start the programs, in CPU time, beside what is as small as can be: a bare HTTP server, and Node
 * that does nothing. On data that are there already, since that is what most starts find. And how much memory a server has
 * that is ready. Linux only.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";
import { untilEnd, untilReady, type Readiness } from "./measure.ts";

/** JavaScript: Node takes the types out of TypeScript first. */
const bare = `import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
const server = createServer((_, response) => response.end("hello"));
server.listen(0, "127.0.0.1", () => writeFileSync(process.argv[2], "{}"));
`;
const perSecond = "starts per CPU-second";

/** Prints, and writes, the rows. */
export async function benchStart({ json, runs, tree }: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  try {
    const rows = [...(await serverRows(tree, folder, runs)), ...commandRows(tree, runs)];
    for (const { scenario, unit, ours, reference, ratio } of rows) {
      console.log(`${scenario.padEnd(40)} ${[ours, reference, ratio].map(figure).join("  ")}  ${unit}`);
    }
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function serverRows(tree: string, folder: string, runs: number): Promise<readonly Row[]> {
  const data = join(folder, "data");
  const ports = ["public", "vpc", "dedicated"].flatMap((kind) => [`--${kind}-port`, "0"]);
  const program = join(tree, "apps/server/bin/keyferry-server.js");
  const bareProgram = join(folder, "bare.mjs");
  writeFileSync(bareProgram, bare);
  const [ready, bareReady] = [join(data, "ready.json"), join(folder, "bare.json")];
  const startOurs = () => untilReady([program, "--data", data, ...ports, "--log-level", "warn"], ready);
  const startBare = () => untilReady([bareProgram, bareReady], bareReady);
  // Makes the data, and fills the caches of the system and of V8.
  for (const start of [startOurs, startOurs, startBare, startBare]) await start();
  const [ours, reference]: [Readiness[], Readiness[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    ours.push(await startOurs());
    reference.push(await startBare());
  }
  const row = (scenario: string, unit: string, used: (readiness: Readiness) => number) =>
    rowOf(scenario, unit, median(ours.map(used)), median(reference.map(used)));
  return [
    row("the server, until it is ready", perSecond, ({ seconds }) => seconds),
    row("the memory of a ready server", "servers per GB", ({ bytes }) => bytes / 1e9),
  ];
}

function commandRows(tree: string, runs: number): readonly Row[] {
  const programs = ["server/bin/keyferry-server.js", "cli/bin/keyferry.js"];
  const commands = programs.flatMap((program) => [
    [join(tree, "apps", program), "--version"],
    [join(tree, "apps", program), "--help"],
  ]);
  return commands.map(([program = "", flag = ""]) => {
    const ours: number[] = [];
    const reference: number[] = [];
    for (let run = -1; run < runs; run++) {
      const used = [untilEnd([process.execPath, program, flag]), untilEnd([process.execPath, "-e", "0"])];
      // The first one warms up.
      if (run < 0) continue;
      ours.push(used[0] ?? 0);
      reference.push(used[1] ?? 0);
    }
    const name = program.slice(program.lastIndexOf("/") + 1).replace(/\.js$/, "");
    return rowOf(`${name} ${flag}`, perSecond, median(ours), median(reference));
  });
}

/** More is better in every row of every bench: of what is used up, it says how often it goes into one. */
function rowOf(scenario: string, unit: string, ours: number, reference: number): Row {
  return { scenario, unit, ours: 1 / ours, reference: 1 / reference, ratio: reference / ours };
}

function figure(value: number | null): string {
  return (value === null ? "-" : value.toFixed(2)).padStart(7);
}
