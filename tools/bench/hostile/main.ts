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
import { hostileShapes, plainRequest } from "../../testing/hostile/shapes.ts";
import { createHostileWorld, hostileSeed, type HostileWorld } from "../../testing/hostile/world.ts";
import { accessKey } from "../access-key.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import { startKeyferry, type Subject } from "../server-process.ts";

/** How many times as much as a plain request a hostile one may cost, byte for byte, where its shape does not say. */
const usualMostTimes = 10;
/** Requests of one measurement: so many that all their explanations are kept until the last one is there. */
const requests = 8;
/** How many times as many runs a shape gets that seems to cost too much. */
const moreRuns = 4;

/** What a shape costs where refusals are explained, and where they are not. */
interface Row {
  readonly shape: string;
  readonly outcome: string;
  readonly mostTimes: number;
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

/** A shape, and what it costs with explanations and without. */
interface Measured {
  readonly shape: HostileShape;
  readonly costs: readonly [explained: Costs, unexplained: Costs];
}

/** Prints, and writes, a row for each shape whose name has `only` in it. Fails where one costs too much. */
export async function benchHostile({ json, runs, tree }: BenchOptions, only: string): Promise<void> {
  const targets = [await open(tree, true), await open(tree, false)] as const;
  const measure = async (shape: HostileShape, times: number): Promise<Measured> => ({
    shape,
    costs: [await costsOf(targets[0], shape, times), await costsOf(targets[1], shape, times)],
  });
  try {
    const measured: Measured[] = [];
    for (const shape of hostileShapes.filter(({ name }) => name.includes(only))) {
      measured.push(await measure(shape, runs));
    }
    // One plain figure for all: what a hostile request leaves to the collector would make the plain one after it dear.
    const plainOf = (place: 0 | 1) => median(measured.map(({ costs }) => costs[place].plain));
    const plain = [plainOf(0), plainOf(1)] as const;
    const rows: Row[] = [];
    for (const first of measured) {
      const row = rowOf(first, plain);
      // On a busy machine even the least of a few runs may be too much. More runs make no costly shape a cheap one.
      rows.push(isCostly(row) ? rowOf(await measure(first.shape, runs * moreRuns), plain) : row);
    }
    report(rows, plain);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    for (const { subject, connection } of targets) {
      connection.close();
      await subject.stop();
    }
  }
}

function rowOf({ shape, costs }: Measured, plain: readonly [number, number]): Row {
  const [explained, unexplained] = costs;
  return {
    shape: shape.name,
    outcome: shape.outcome,
    mostTimes: shape.mostTimes ?? usualMostTimes,
    explained: times(explained.hostile, plain[0]),
    unexplained: times(unexplained.hostile, plain[1]),
  };
}

function isCostly({ explained, unexplained, mostTimes }: Row): boolean {
  return Math.max(explained, unexplained) > mostTimes;
}

function report(rows: readonly Row[], [explained, unexplained]: readonly [number, number]): void {
  for (const row of rows) {
    const figures = [row.explained, row.unexplained].map((figure) => figure.toFixed(1).padStart(7)).join("");
    console.log(`${row.shape.padEnd(64)}${row.outcome.padEnd(32)}${figures}`);
  }
  console.log(
    `a plain refused request: ${explained.toFixed(1)} ns of CPU for each byte where it is explained, ` +
      `${unexplained.toFixed(1)} ns where it is not`,
  );
  const costly = rows.filter(isCostly);
  for (const { shape, mostTimes } of costly) console.log(`more than ${String(mostTimes)} times: ${shape}`);
  if (costly.length > 0) process.exitCode = 1;
}

async function open(tree: string, explain: boolean): Promise<Target> {
  const subject = await startKeyferry(tree, (folder) => {
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
