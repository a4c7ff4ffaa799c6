/**
 * Measures what hostile requests cost the real server, beside a plain request of the greatest size that is refused: CPU time
 * of its process for each byte that is sent. Once with explanations of refusals, as a server has them on loopback, and once
 * without.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openConnection, type HttpConnection } from "../../testing/hostile/connection.ts";
import { bytesOf } from "../../testing/hostile/http-request.ts";
import { explanationOf, outcomeOf } from "../../testing/hostile/outcome.ts";
import type { HostileShape } from "../../testing/hostile/shape.ts";
import { hostileShapes, parserShape, plainRequest } from "../../testing/hostile/shapes.ts";
import { createHostileWorld, hostileSeed, type HostileWorld } from "../../testing/hostile/world.ts";
import { accessKey } from "../access-key.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import { startKeyferry, type Subject } from "../server-process.ts";

/** How many times as much as a plain request a hostile one may cost, byte for byte. */
const mostTimes = 10;
/** Requests of one measurement: so many that all their explanations are kept until the last one is there. */
const requests = 8;

/** What a shape costs where refusals are explained, and where they are not. */
interface Row {
  readonly shape: string;
  readonly outcome: string;
  /** Bytes of one request. */
  readonly bytes: number;
  /** Times the CPU of a plain request, byte for byte. */
  readonly explained: number;
  readonly unexplained: number;
}

/** A server, and what is sent to it. */
interface Target {
  readonly explain: boolean;
  readonly subject: Subject;
  readonly connection: HttpConnection;
  readonly world: HostileWorld;
}

/** CPU time for each byte, in nanoseconds. */
interface Costs {
  readonly hostile: number;
  readonly plain: number;
}

/**
 * Prints, and writes, a row for each shape whose name has `only` in it. Fails where one costs too much.
 */
export async function benchHostile({ json, runs }: BenchOptions, only: string): Promise<void> {
  const targets = [await open(true), await open(false)] as const;
  try {
    const shapes = [...hostileShapes, parserShape].filter(({ name }) => name.includes(only));
    const measured: [HostileShape, bytes: number, Costs, Costs][] = [];
    for (const shape of shapes) {
      const bytes = bytesOf(shape.make(targets[0].world)).length;
      const [explained, unexplained] = [
        await costsOf(targets[0], shape, runs),
        await costsOf(targets[1], shape, runs),
      ];
      measured.push([shape, bytes, explained, unexplained]);
    }
    // One plain figure for all: what a hostile request leaves to the collector would make the plain one after it dear.
    const plain = {
      explained: median(measured.map(([, , { plain }]) => plain)),
      unexplained: median(measured.map(([, , , { plain }]) => plain)),
    };
    const rows = measured.map(([{ name, outcome }, bytes, explained, unexplained]): Row => ({
      ...{ shape: name, outcome, bytes },
      explained: times(explained.hostile, plain.explained),
      unexplained: times(unexplained.hostile, plain.unexplained),
    }));
    report(rows, plain);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    for (const { subject, connection } of targets) {
      connection.close();
      await subject.stop();
    }
  }
}

function report(
  rows: readonly Row[],
  plain: { readonly explained: number; readonly unexplained: number },
): void {
  for (const { shape, outcome, explained, unexplained } of rows) {
    const figures = [explained, unexplained].map((figure) => figure.toFixed(1).padStart(7)).join("");
    console.log(`${shape.padEnd(64)}${outcome.padEnd(32)}${figures}`);
  }
  console.log(
    `a plain refused request: ${plain.explained.toFixed(1)} ns of CPU for each byte where it is explained, ` +
      `${plain.unexplained.toFixed(1)} ns where it is not`,
  );
  const costly = rows.filter(
    ({ shape, explained, unexplained }) =>
      shape !== parserShape.name && Math.max(explained, unexplained) > mostTimes,
  );
  for (const { shape } of costly) console.log(`more than ${String(mostTimes)} times: ${shape}`);
  if (costly.length > 0) process.exitCode = 1;
}

async function open(explain: boolean): Promise<Target> {
  const subject = await startKeyferry((folder) => {
    const seed = join(folder, "seed.json");
    writeFileSync(seed, JSON.stringify(hostileSeed));
    return ["--seed", seed, "--explain", String(explain)];
  });
  const world = await createHostileWorld(subject.url, accessKey, subject.ready.instanceId ?? "");
  return { explain, subject, connection: openConnection(subject.url), world };
}

/** The least of several runs, alternating: what else the machine does can only add to it. The first of each warms up. */
async function costsOf(target: Target, shape: HostileShape, runs: number): Promise<Costs> {
  const { name, outcome, unexplained = outcome, make } = shape;
  const plain = Array.from({ length: requests }, () => bytesOf(plainRequest));
  let least: Costs = { hostile: Infinity, plain: Infinity };
  for (let run = 0; run <= runs; run++) {
    const batch = Array.from({ length: requests }, () => bytesOf(make(target.world)));
    const hostile = await costOf(target, batch);
    const expected = target.explain ? outcome : unexplained;
    if (hostile.outcome !== expected) {
      throw new Error(`${name}: it is answered ${hostile.outcome}, and not ${expected}`);
    }
    const { perByte } = await costOf(target, plain);
    if (run === 0) continue;
    least = { hostile: Math.min(least.hostile, hostile.perByte), plain: Math.min(least.plain, perByte) };
  }
  return least;
}

/** What requests cost one after another, until the last of them is explained; and the code of that one. */
async function costOf({ subject, connection }: Target, batch: readonly Buffer[]) {
  const before = subject.cpuSeconds();
  let outcome = "";
  let page: string | undefined;
  let bytes = 0;
  for (const request of batch) {
    const answer = await connection.exchange(request);
    outcome = outcomeOf(answer);
    page = explanationOf(answer) ?? page;
    bytes += request.length;
  }
  if (page !== undefined) {
    const asked = { method: "GET", target: page, headers: [["host", "localhost"]], body: "" } as const;
    await connection.exchange(bytesOf(asked));
  }
  return { perByte: ((subject.cpuSeconds() - before) / bytes) * 1e9, outcome };
}

function times(hostile: number, plain: number): number {
  return Math.round((hostile / plain) * 10) / 10;
}
