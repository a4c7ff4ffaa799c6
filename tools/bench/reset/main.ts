/**
 * Measures the control `reset` of a server under test that keeps all in memory: how long somebody waits for it between two tests.
 * The server begins with a thousand keys, and makes more before each reset. Fails where a reset takes 10 ms or more.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessKey } from "../access-key.ts";
import { send } from "../export/load.ts";
import { signedForm } from "../export/requests.ts";
import { median } from "../median.ts";
import type { BenchOptions } from "../options.ts";
import type { Row } from "../row.ts";
import { startSubject, type Subject } from "../server-process.ts";
import { signedControl } from "./signed-control.ts";

const keys = 1_000;
const madeBetween = 50;
const longest = 10;
/** Of one run. */
const resets = 20;

/** Prints, and writes, the row. */
export async function benchReset({ json, runs, tree }: BenchOptions): Promise<void> {
  const server = await start(tree);
  try {
    // The first run warms up.
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const measured = await timesOfResets(server);
      if (run > 0) times.push(...measured);
    }
    const milliseconds = median(times);
    const row: Row = {
      scenario: `reset to ${String(keys)} keys`,
      unit: "resets per second",
      ours: Math.round(1_000 / milliseconds),
      reference: null,
      ratio: null,
    };
    console.log(`${row.scenario.padEnd(32)} ${milliseconds.toFixed(2)} ms`);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify([row], null, 2)}\n`);
    if (milliseconds >= longest) {
      throw new Error(`a reset takes ${milliseconds.toFixed(1)} ms, and may take ${String(longest)} at most`);
    }
  } finally {
    await server.stop();
  }
}

/** Milliseconds of each, from the request to the whole answer. */
async function timesOfResets({ url }: Subject): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < resets; n++) {
    await send(
      url,
      Array.from({ length: madeBetween }, () => signedForm("CreateKey", {})),
    );
    const request = signedControl(url, "reset");
    const before = performance.now();
    const response = await fetch(request);
    await response.arrayBuffer();
    times.push(performance.now() - before);
    if (response.status !== 200) throw new Error(`the reset was answered ${String(response.status)}`);
  }
  return times;
}

function start(tree: string): Promise<Subject> {
  const program = join(tree, "apps/server/bin/keyferry-server.js");
  const ports = ["public", "vpc", "dedicated"].flatMap((kind) => [`--${kind}-port`, "0"]);
  const key = ["--access-key-id", accessKey.id, "--access-key-secret", accessKey.secret];
  return startSubject((folder) => {
    const seed = join(folder, "seed.json");
    const content = { keys: Array.from({ length: keys }, () => ({ spec: "Aliyun_AES_256" })) };
    writeFileSync(seed, JSON.stringify(content));
    const files = ["--seed", seed, "--ready-file", join(folder, "ready.json")];
    return [program, "--ephemeral", "--test-controls", ...files, ...ports, ...key, "--log-level", "warn"];
  });
}
