import { fork } from "node:child_process";
import { once } from "node:events";
import { generateKeyPairSync, privateDecrypt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { testModules, type TestModule } from "../../../tools/testing/pkcs11-tokens.ts";
import { sourceArguments } from "../../../tools/testing/source-arguments.ts";
import { plantedSecret, plantingSecret } from "../../../tools/testing/planted-secret.ts";
import { secretsInMemory } from "../../../tools/testing/process-memory.ts";
import type { ExportOrder, ExportReport } from "./programs/exporting-server.ts";

const program = new URL("programs/exporting-server.ts", import.meta.url);
const count = 20;
const names = Array.from({ length: count }, (_, index) => `data key ${String(index + 10)}`);

/** What stands in the memory of both processes after some exports. */
interface Remains {
  readonly server: readonly string[];
  readonly helper: readonly string[];
  /** Whether the helper process ended with the server's. */
  readonly ended: boolean;
}

/** Who keeps data keys, for the scan to find. */
interface Keeping {
  readonly serverAsks?: boolean;
  readonly faults?: readonly string[];
}

async function remainsOfExports(
  module: TestModule,
  { serverAsks = false, faults = [] }: Keeping = {},
): Promise<Remains> {
  const token = module.newToken();
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const planting = plantingSecret(randomUUID());
  const server = fork(program, {
    execArgv: [...sourceArguments, ...planting.execArgv],
    env: { ...process.env, ...planting.environment },
    serialization: "advanced",
  });
  try {
    const options = faults.length === 0 ? token.options : withFaults(token, ...faults);
    const order: ExportOrder = {
      options: { ...options, execArgv: [...options.execArgv, ...planting.execArgv] },
      publicKey: Uint8Array.from(publicKey.export({ type: "spki", format: "der" })),
      count,
      keepsPlaintext: serverAsks,
    };
    server.send(order);
    const [report] = (await once(server, "message")) as [ExportReport];
    const dataKeys = report.exported.map((exported) =>
      privateDecrypt({ key: privateKey, oaepHash: "sha1" }, exported),
    );
    expect(new Set(dataKeys.map(String)).size).toBe(count);
    const secrets = new Map([["planted", plantedSecret(planting.seed)]]);
    for (const [index, dataKey] of dataKeys.entries()) secrets.set(names[index] ?? "", dataKey);
    const remains = {
      server: secretsInMemory(Number(server.pid), secrets),
      helper: secretsInMemory(report.helperPid, secrets),
    };
    server.kill("SIGKILL");
    return { ...remains, ended: await isGone(report.helperPid) };
  } finally {
    server.kill("SIGKILL");
    token.remove();
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(100);
  }
  return false;
}

for (const module of testModules) {
  describe.skipIf(module.leftOut || process.platform !== "linux")(`after exports on ${module.name}`, () => {
    const limit = 60_000;

    it(
      "neither the server nor its helper holds a data key, and the helper ends with the server",
      {
        timeout: limit,
      },
      async () => {
        const remains = await remainsOfExports(module);
        expect(remains).toEqual({ server: ["planted"], helper: ["planted"], ended: true });
      },
    );

    it("a server that asks for the data keys and keeps them is found out", { timeout: limit }, async () => {
      const { server } = await remainsOfExports(module, { serverAsks: true });
      expect(server).toEqual([...names, "planted"]);
    });

    it("a helper that keeps the data keys is found out", { timeout: limit }, async () => {
      const { server, helper } = await remainsOfExports(module, { faults: ["keeps data keys"] });
      expect({ server, helper }).toEqual({ server: ["planted"], helper: [...names, "planted"] });
    });
  });
}
