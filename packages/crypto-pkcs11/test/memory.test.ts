import { fork } from "node:child_process";
import { once } from "node:events";
import { generateKeyPairSync, privateDecrypt } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ExportOrder, ExportReport } from "./programs/exporting-server.ts";
import { execArgv, testModules } from "./tokens.ts";

const program = new URL("programs/exporting-server.ts", import.meta.url);
const step = 1 << 24;

/** Which of `secrets`, of 32 bytes each, stand anywhere in the writable memory of a process. */
function secretsIn(pid: number, secrets: readonly Buffer[]): readonly Buffer[] {
  const found = new Set<Buffer>();
  const memory = openSync(`/proc/${String(pid)}/mem`, "r");
  const chunk = Buffer.alloc(step + 31);
  try {
    for (const line of readFileSync(`/proc/${String(pid)}/maps`, "utf8").split("\n")) {
      const [, from = "", to = ""] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === "") continue;
      for (let at = BigInt(`0x${from}`); at < BigInt(`0x${to}`); at += BigInt(step)) {
        // 31 bytes more, for what stands across two chunks.
        const wanted = Math.min(chunk.length, Number(BigInt(`0x${to}`) - at));
        let length = 0;
        try {
          length = readSync(memory, chunk, 0, wanted, at);
        } catch {
          // Mapped, and not readable: nothing can stand there.
        }
        const bytes = chunk.subarray(0, length);
        for (const secret of secrets) if (bytes.includes(secret)) found.add(secret);
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}

async function isGone(pid: number): Promise<boolean> {
  for (let count = 0; count < 50; count += 1) {
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
  describe.skipIf(module.leftOut || process.platform !== "linux")(`a server with ${module.name}`, () => {
    it("holds no data key of an export in its memory, and its helper ends with it", async () => {
      const token = module.newToken();
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const server = fork(program, { execArgv, serialization: "advanced" });
      try {
        const order: ExportOrder = {
          options: token.options,
          publicKey: Uint8Array.from(publicKey.export({ type: "spki", format: "der" })),
          count: 20,
        };
        server.send(order);
        const [report] = (await once(server, "message")) as [ExportReport];
        const dataKeys = report.exported.map((exported) =>
          privateDecrypt({ key: privateKey, oaepHash: "sha1" }, exported),
        );
        const planted = Buffer.from(report.planted);
        expect(new Set(dataKeys.map(String)).size).toBe(20);
        expect(secretsIn(Number(server.pid), [planted, ...dataKeys])).toEqual([planted]);
        expect(secretsIn(report.helperPid, dataKeys)).toEqual([]);

        server.kill("SIGKILL");
        expect(await isGone(report.helperPid)).toBe(true);
      } finally {
        server.kill("SIGKILL");
        token.remove();
      }
    }, 60_000);
  });
}
