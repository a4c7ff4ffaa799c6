import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { plantedSecret, plantingSecret } from "./planted-secret.ts";
import { secretsInMemory } from "./process-memory.ts";
import { sourceArguments } from "./source-arguments.ts";

/** What stands in the memory of a process that has wiped its secrets. */
export interface Left {
  /** How many secrets it has made. */
  readonly made: number;
  /** How many of them still stand there. */
  readonly left: number;
}

/**
 * Runs a program that makes secrets and wipes them, and looks for them in its memory. Linux only.
 *
 * @param program calls `reportSecrets`
 * @param order what it is told
 */
export async function leftInMemory(program: URL, order: unknown): Promise<Left> {
  const planting = plantingSecret(randomUUID());
  const child = fork(program, {
    execArgv: [...sourceArguments, ...planting.execArgv],
    env: { ...process.env, ...planting.environment },
    serialization: "advanced",
  });
  try {
    child.send([order]);
    const [reported] = (await once(child, "message")) as [Uint8Array[]];
    const secrets = new Map([["planted", plantedSecret(planting.seed)]]);
    for (const turned of reported) {
      const secret = Buffer.from(turned.map((byte) => byte ^ 0xff));
      secrets.set(String(secrets.size), secret);
    }
    const found = secretsInMemory(Number(child.pid), secrets);
    if (!found.includes("planted")) throw new Error("the secret that was planted was not found");
    return { made: reported.length, left: found.length - 1 };
  } finally {
    child.kill("SIGKILL");
  }
}
