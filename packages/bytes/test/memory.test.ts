import { fork } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { plantedSecret, plantingSecret } from "../../../tools/testing/planted-secret.ts";
import { secretsInMemory } from "../../../tools/testing/process-memory.ts";
import type { Order, Way } from "./programs/wiped-secrets.ts";

const program = new URL("programs/wiped-secrets.ts", import.meta.url);
const count = 40;
/** Longer typed arrays are not on V8's heap, however they are made. */
const lengths = [16, 24, 32, 64];

/** Whether a secret that is made like this stays behind when it is wiped. */
const stays: Readonly<Record<Way, boolean>> = {
  secretBytes: false,
  randomSecret: false,
  copySecret: false,
  joinSecret: false,
  "base64, there and back": false,
  slice: true,
  "Buffer.alloc": true,
};

/** How many of its wiped secrets still stand in the memory of a process. */
async function remains(way: Way): Promise<number> {
  const { seed, execArgv, environment } = plantingSecret(randomUUID());
  const child = fork(program, {
    execArgv: ["--conditions=@keyferry/source", ...execArgv],
    env: { ...process.env, ...environment },
    serialization: "advanced",
  });
  try {
    const order: Order = { way, lengths, count };
    child.send(order);
    const [answers] = (await once(child, "message")) as [Uint8Array[]];
    const secrets = new Map([["planted", plantedSecret(seed)]]);
    for (const turned of answers) {
      const secret = Buffer.from(turned.map((byte) => byte ^ 0xff));
      secrets.set(`secret ${String(secrets.size)}`, secret);
    }
    expect(secrets.size).toBe(1 + count * lengths.length);
    const found = secretsInMemory(Number(child.pid), secrets);
    expect(found).toContain("planted");
    return found.length - 1;
  } finally {
    child.kill("SIGKILL");
  }
}

describe.skipIf(process.platform !== "linux")("a wiped secret", () => {
  for (const [way, isLeft] of Object.entries(stays) as [Way, boolean][]) {
    it(`is ${isLeft ? "left" : "not left"} in memory when it was made by ${way}`, async () => {
      expect(await remains(way)).toBe(isLeft ? count * lengths.length : 0);
    });
  }
});
