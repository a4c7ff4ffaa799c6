import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { auditLines, createAuditVerifier } from "@keyferry/audit";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  onSmallDisk,
  smallDiskOf,
  smallDisksLeftOut,
  type SmallDisk,
} from "../../../tools/testing/small-disk.ts";
import { sha256 } from "../src/observe/sha256.ts";
import { failureOf, officialClient } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newRsaRecipient } from "./recipients.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

/** Two folders, and a server in the first with a small disk on the second. */
async function startBesideDisk(
  size: number,
  flags: (disk: string) => readonly string[],
  around = (command: readonly string[], disk: string) => onSmallDisk(disk, size, command),
): Promise<{ readonly server: RunningServer; readonly disk: SmallDisk }> {
  const folder = newFolder();
  const [data, mounted] = [join(folder, "data"), join(folder, "disk")];
  mkdirSync(mounted);
  const readyFile = join(folder, "ready.json");
  const server = await startServer({
    data,
    readyFile,
    flags: ["--ready-file", readyFile, ...flags(mounted)],
    through: (command) => around(command, mounted),
  });
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  return { server, disk: smallDiskOf(server.ready.pid, mounted) };
}

async function readiness({ ready }: RunningServer): Promise<unknown> {
  const response = await fetch(`${ready.public}/readyz`);
  return [response.status, await response.json()];
}

const isReady = [200, { status: "ready" }];

describe.skipIf(smallDisksLeftOut)("a full disk", () => {
  it("of the data folder: /readyz says so, calls are 503, and all is well when there is room again", async () => {
    const { server, disk } = await startBesideDisk(8_192, (folder) => ["--data", join(folder, "data")]);
    const call = officialClient(server.ready.public);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    expect(await readiness(server)).toEqual(isReady);
    disk.fill();
    await expect
      .poll(() => readiness(server), { timeout: 5_000 })
      .toEqual([503, { status: "not ready", failing: ["store", "nonces", "audit"] }]);
    const { code, entry } = await failureOf(call("CreateKey"));
    expect([code, entry.response.statusCode]).toEqual(["ServiceUnavailableTemporary", 503]);

    disk.makeRoom();
    await expect.poll(() => readiness(server), { timeout: 5_000 }).toEqual(isReady);
    expect((await call("DescribeKey", { KeyId })).KeyMetadata["KeyId"]).toBe(KeyId);
    await call("CreateKey");
    // Every record is there, those of the full disk too.
    const trail = () => readFileSync(join(disk.folder, "data", "audit.log"));
    await expect
      .poll(() =>
        trail()
          .toString()
          .match(/"eventName":"CreateKey"/g),
      )
      .toHaveLength(3);
    const verifier = createAuditVerifier({ sha256 });
    for await (const line of auditLines("audit.log", [trail()])) verifier.add(line);
    expect(verifier.finish().whole).toBe(true);
    const said = server.written().error;
    expect(said).toContain('"failing":"nonces"');
    expect(said.match(/"msg":"ready again"/g)).toHaveLength(1);
  });

  it("of the audit trail alone is told by /readyz, before there is a record to write", async () => {
    const { server, disk } = await startBesideDisk(64, (folder) => [
      "--audit-log",
      join(folder, "audit.log"),
    ]);
    expect(await readiness(server)).toEqual(isReady);
    disk.fill();
    await expect
      .poll(() => readiness(server), { timeout: 5_000 })
      .toEqual([503, { status: "not ready", failing: ["audit"] }]);
  });

  it("of the audit trail keeps an export back that was to have a receipt, and no other", async () => {
    const { server, disk } = await startBesideDisk(64, (folder) => [
      "--audit-log",
      join(folder, "audit.log"),
    ]);
    const call = officialClient(server.ready.public);
    const { KeyId = "" } = (await call("CreateKey")).KeyMetadata;
    const parameters = {
      ...{ Action: "GenerateAndExportDataKey", Format: "JSON", KeyId },
      ...{ ...newRsaRecipient().parameters, WrappingAlgorithm: "RSAES_OAEP_SHA_256" },
    };
    const ask = (receipt: string) =>
      send(server.ready.public, {
        target: `/?${signedQuery(parameters)}`,
        headers: { "x-keyferry-receipt": receipt },
      });
    expect((await ask("true")).headers).toHaveProperty("x-keyferry-receipt");
    disk.fill();
    // A page of the disk may have room for some yet.
    await expect.poll(async () => (await ask("true")).status).toBe(503);
    const refused = await ask("true");
    expect(refused.headers).not.toHaveProperty("x-keyferry-receipt");
    expect(refused.body).toContain("there is no receipt, and nothing is exported");
    expect(refused.body).not.toContain("ExportedDataKey");
    expect((await ask("false")).status).toBe(200);
    disk.makeRoom();
    await expect.poll(async () => (await ask("true")).status).toBe(200);
  });

  it("of the log costs the log's lines and nothing else", async () => {
    // The log's file is on the disk that is full from the beginning; the audit trail, which goes on, says that calls do.
    const script = 'head -c 100000 /dev/zero >"$0/filling"; exec "$@" 2>"$0/log"';
    const { server } = await startBesideDisk(
      64,
      () => ["--log-level", "debug"],
      (command, folder) => onSmallDisk(folder, 64, ["sh", "-c", script, folder, ...command]),
    );
    const call = officialClient(server.ready.public);
    await call("CreateKey");
    // A request that meets a fault is logged: the store of nonces is damaged under the server.
    // Written over and not cut short: SQLite maps one of them into memory, and what is cut off there ends the process.
    const damage =
      'for file in "$0"/nonces.db*; do dd if=/dev/zero of="$file" bs=65536 count=1 conv=notrunc status=none; done';
    execFileSync("sh", ["-c", damage, server.data]);
    expect((await failureOf(call("ListKeys"))).code).toBe("InternalFailure");
    expect(await readiness(server)).toEqual([503, { status: "not ready", failing: ["nonces"] }]);
    expect((await fetch(`${server.ready.public}/healthz`)).status).toBe(200);
  });

  it("is a limit on files, too: it kills no server", async () => {
    const { server } = await startBesideDisk(64, () => []);
    const limit = (bytes: string) =>
      execFileSync("prlimit", ["--pid", String(server.ready.pid), `--fsize=${bytes}:unlimited`]);
    limit("0");
    await expect
      .poll(() => readiness(server), { timeout: 5_000 })
      .toEqual([503, { status: "not ready", failing: ["store", "nonces"] }]);
    const { code } = await failureOf(officialClient(server.ready.public)("CreateKey"));
    expect(code).toBe("ServiceUnavailableTemporary");
    limit("unlimited");
    await expect.poll(() => readiness(server), { timeout: 5_000 }).toEqual(isReady);
  });
});
