import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditRecord, AuditReport } from "@keyferry/audit";
import { officialClient } from "./official-client.ts";
import { sendBytes } from "./raw-http.ts";
import { newFolder, startServer } from "./running-server.ts";

const program = fileURLToPath(new URL("../bin/keyferry-server.js", import.meta.url));
const folder = newFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const newPath = () => join(folder, randomUUID());

interface Outcome {
  readonly exitCode: number | string | null | undefined;
  readonly output: string;
  readonly error: string;
}

/** Runs `keyferry-server audit verify`. */
function verify(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, "audit", "verify", ...args], (error, output, said) => {
      resolve({ exitCode: error === null ? 0 : error.code, output, error: said });
    });
  });
}

async function reportOf(...args: readonly string[]): Promise<AuditReport> {
  return JSON.parse((await verify("--json", ...args)).output) as AuditReport;
}

const linesOf = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n");
const recordsIn = (file: string) => linesOf(file).map((line) => JSON.parse(line) as AuditRecord);

/** A trail of two clean runs, made once. */
async function twoRuns(): Promise<string> {
  const data = newPath();
  for (let run = 0; run < 2; run += 1) {
    await using server = await startServer({ data });
    await officialClient(server.ready.public)("CreateKey");
    await server.stop();
  }
  return join(data, "audit.log");
}
const trail = readFileSync(await twoRuns(), "utf8");

function fileOf(text: string): string {
  const file = newPath();
  writeFileSync(file, text);
  return file;
}

describe("the audit trail of a server", () => {
  it("says who opened it, has each request in turn, and is closed by a clean stop", async () => {
    const data = newPath();
    await using server = await startServer({ data });
    const call = officialClient(server.ready.public);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    await call("DescribeKey", { KeyId });
    await sendBytes(server.ready.vpc, "GET / HTTP/1.1\r\nno header\r\n\r\n");
    await server.stop();
    const file = join(data, "audit.log");
    const { pid } = server.ready;
    expect(recordsIn(file)).toMatchObject([
      { eventName: "OpenAuditChain", additionalEventData: { process: pid, serverVersion: "0.0.0" } },
      { eventName: "CreateKey", userIdentity: { type: "root-account" } },
      { eventName: "DescribeKey" },
      {
        errorCode: "ParseRequestParameterException",
        sourceIpAddress: "127.0.0.1",
        additionalEventData: { gateway: "vpc", httpStatus: 400 },
      },
      { eventName: "CloseAuditChain", additionalEventData: { records: 3 } },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const report = await reportOf(file);
    expect(report).toMatchObject({ whole: true, lines: 5, chains: [{ closed: true }] });
    const said = server.written().error;
    expect(said).toContain(`"hash":"${report.last?.hash ?? ""}","msg":"the audit trail is closed"`);
  });

  it("has a request's record within a second", async () => {
    await using server = await startServer();
    await officialClient(server.ready.public)("CreateKey");
    await expect
      .poll(() => recordsIn(join(server.data, "audit.log")), { timeout: 1000 })
      .toMatchObject([{}, { eventName: "CreateKey" }]);
  });

  it("verifies after kill -9 and restart, however the last line was left", async () => {
    const data = newPath();
    const file = join(data, "audit.log");
    for (const left of ["", '{"eventId":"torn', '{"eventId":"torn","eventName":"ключ'.slice(0, 30)]) {
      await using server = await startServer({ data });
      const call = officialClient(server.ready.public);
      const calls = Array.from({ length: 100 }, () => call("CreateKey").catch(() => undefined));
      await Promise.all(calls.slice(0, 70));
      await server.stop("SIGKILL");
      await Promise.all(calls);
      appendFileSync(file, left);
    }
    expect(await reportOf(file)).toMatchObject({ whole: false, findings: [{ fault: "torn" }], faults: 1 });
    await using server = await startServer({ data });
    await server.stop();
    const report = await reportOf(file);
    expect(report).toMatchObject({ whole: true, faults: 0 });
    expect(report.chains.map(({ closed }) => closed)).toEqual([false, false, false, true]);
    expect(report.lines).toBeGreaterThan(100);
  });

  it("goes to another file, or to standard output", async () => {
    const file = newPath();
    {
      await using server = await startServer({ flags: ["--audit-log", file] });
      await server.stop();
      expect(recordsIn(file)).toHaveLength(2);
    }
    await using server = await startServer({ flags: ["--audit-log", "-"] });
    await officialClient(server.ready.public)("CreateKey");
    await server.stop();
    const { output } = server.written();
    expect(await reportOf(fileOf(output))).toMatchObject({ whole: true, lines: 3 });
  });

  it("goes on where it was truncated while the server ran, as log rotation does", async () => {
    const data = newPath();
    const file = join(data, "audit.log");
    await using server = await startServer({ data });
    await officialClient(server.ready.public)("CreateKey");
    await expect.poll(() => linesOf(file).length, { timeout: 1000 }).toBe(2);
    const rotated = fileOf(readFileSync(file, "utf8"));
    writeFileSync(file, "");
    await officialClient(server.ready.public)("CreateKey");
    await server.stop();
    expect(await reportOf(rotated, file)).toMatchObject({ whole: true, lines: 4 });
    const { last } = await reportOf(rotated);
    expect(await reportOf(file, "--after", last?.hash ?? "")).toMatchObject({ whole: true, lines: 2 });
    expect(await reportOf(file)).toMatchObject({ whole: false, findings: [{ line: 1, fault: "removed" }] });
  });
});

describe("audit verify", () => {
  it("says that a trail is whole, with exit code 0, and its last hash", async () => {
    const file = fileOf(trail);
    const hash = (await reportOf(file)).last?.hash ?? "";
    expect(await verify(file)).toEqual({
      exitCode: 0,
      output: `OK: 6 lines in 2 chains\nlast hash: ${hash}\n`,
      error: "",
    });
  });

  it("names line and reason, with exit code 1", async () => {
    const lines = trail.trimEnd().split("\n");
    const whole = (kept: readonly string[]) => fileOf(`${kept.join("\n")}\n`);
    const cases = [
      [fileOf(trail.replace("127.0.0.1", "127.0.0.2")), ":2: changed: "],
      [whole(lines.toSpliced(1, 1)), ":2: removed: "],
      [whole(lines.toSpliced(0, 2, lines[1] ?? "", lines[0] ?? "")), ":2: reordered: "],
      [whole(lines.toSpliced(4, 0, lines[1] ?? "")), ":5: inserted: "],
      [fileOf(trail.slice(0, -20)), ":6: torn: "],
    ] as const;
    for (const [file, says] of cases) {
      const { exitCode, output } = await verify(file);
      expect(exitCode).toBe(1);
      expect(output).toContain(`${file}${says}`);
      expect(output).toContain("\ndamaged: ");
    }
  });

  it("finds a cut end by an anchor", async () => {
    const anchor = (await reportOf(fileOf(trail))).last?.hash ?? "";
    const cut = fileOf(`${trail.trimEnd().split("\n").slice(0, 5).join("\n")}\n`);
    expect((await verify(cut)).exitCode).toBe(0);
    expect((await verify(cut)).output).toContain("1 chain without a closing record");
    const { exitCode, output } = await verify(cut, "--anchor", anchor);
    expect(exitCode).toBe(1);
    expect(output).toContain(`the line of hash ${anchor} is not there`);
  });

  it("refuses what it cannot read", async () => {
    const missing = newPath();
    expect(await verify(missing)).toMatchObject({ exitCode: 1, output: "" });
    expect((await verify(missing)).error).toContain(
      `keyferry-server: ${missing} is not there: check the path`,
    );
    expect((await verify(missing, "--anchor", "x")).error).toContain("64 hexadecimal digits");
    expect((await verify()).error).toContain("missing required argument 'files'");
  });
});
