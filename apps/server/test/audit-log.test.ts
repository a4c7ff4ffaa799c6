import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { auditLines, createAuditVerifier, type AuditRecord, type AuditReport } from "@keyferry/audit";
import { openAuditLog, type AuditLog } from "../src/observe/audit-log.ts";
import type { AuditSink } from "../src/observe/audit-sink.ts";
import { sha256 } from "../src/observe/sha256.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A sink in memory that can be made to fail, and that takes so many bytes at once. */
function memorySink(tail = "") {
  const sink = {
    text: tail,
    failing: false,
    roomless: false,
    most: Infinity,
    writes: 0,
    isClosed: false,
  };
  const it: AuditSink = {
    source: undefined,
    tail: Buffer.from(tail),
    write(bytes) {
      if (sink.failing) return Promise.reject(new Error("ENOSPC: no space left on device"));
      const taken = Buffer.from(bytes).subarray(0, sink.most);
      sink.text += taken.toString("latin1");
      sink.writes += 1;
      return Promise.resolve(taken.length);
    },
    checkRoom() {
      return sink.roomless ? Promise.reject(new Error("the disk is full")) : Promise.resolve();
    },
    close() {
      sink.isClosed = true;
      return Promise.resolve();
    },
  };
  return Object.assign(sink, { it });
}

async function openOn(sink: { readonly it: AuditSink }) {
  const log = { info: vi.fn(), error: vi.fn() };
  const audit = await openAuditLog({ sink: sink.it, serverVersion: "1.2.3", clock: () => 0, log });
  return { audit, log };
}

function aRecord(requestId: string): AuditRecord {
  return {
    eventId: requestId,
    eventTime: "2026-01-02T03:04:05.000Z",
    eventType: "ApiCall",
    eventVersion: 1,
    serviceName: "Kms",
    sourceIpAddress: "192.0.2.7",
    requestId,
    additionalEventData: { gateway: "public", durationMs: 1, httpStatus: 200 },
  };
}

function take(audit: AuditLog, count: number): void {
  for (let index = 0; index < count; index += 1) audit.record(aRecord(String(index)));
}

async function reportOf({ text }: { readonly text: string }): Promise<AuditReport> {
  const verifier = createAuditVerifier({ sha256 });
  for await (const line of auditLines("memory", [Buffer.from(text)])) verifier.add(line);
  return verifier.finish();
}

const linesIn = ({ text }: { readonly text: string }) => text.trimEnd().split("\n");

describe("the audit log", () => {
  it("begins with the opening record, before anything is served", async () => {
    const sink = memorySink();
    await openOn(sink);
    expect(linesIn(sink)).toHaveLength(1);
    expect(sink.text).toContain('"serverVersion":"1.2.3"');
  });

  it("makes nobody wait: records are written together, within a second", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    take(audit, 10);
    expect(linesIn(sink)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(linesIn(sink)).toHaveLength(11);
    expect(sink.writes).toBe(2);
  });

  it("does not wait with many", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    take(audit, 64);
    await vi.advanceTimersByTimeAsync(0);
    expect(linesIn(sink)).toHaveLength(65);
  });

  it("writes all at the stop, then closes chain and sink", async () => {
    const sink = memorySink();
    const { audit, log } = await openOn(sink);
    take(audit, 3);
    await audit.close();
    expect(sink.isClosed).toBe(true);
    const report = await reportOf(sink);
    expect(report).toMatchObject({ whole: true, lines: 5, chains: [{ closed: true }] });
    expect(log.info).toHaveBeenLastCalledWith(
      expect.objectContaining({ hash: report.last?.hash }),
      "the audit trail is closed",
    );
  });

  it("says nothing where nothing was audited", async () => {
    const { audit, log } = await openOn(memorySink());
    await audit.close();
    expect(log.info).not.toHaveBeenCalled();
  });

  it("goes on after an earlier chain, and names its torn line", async () => {
    const before = memorySink();
    const { audit } = await openOn(before);
    await audit.close();
    const sink = memorySink(`${before.text}{"eventId":"to`);
    await (await openOn(sink)).audit.close();
    expect(linesIn(sink)).toHaveLength(5);
    expect(await reportOf(sink)).toMatchObject({ whole: true, chains: [{ closed: true }, { closed: true }] });
  });

  it("takes writes that are cut short anywhere", async () => {
    const sink = memorySink();
    sink.most = 7;
    const { audit } = await openOn(sink);
    take(audit, 100);
    await audit.close();
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 102 });
  });
});

describe("a record that somebody waits for", () => {
  const outcomeOf = (work: Promise<void>) =>
    work.then(
      () => "written",
      (error: unknown) => (error as Error).message,
    );

  it("is written at once, with what was taken before it, and then answered", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    take(audit, 2);
    await audit.write(aRecord("waited for"));
    expect(linesIn(sink)).toHaveLength(4);
    expect(sink.text).toContain('"requestId":"waited for"');
    await audit.close();
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 5 });
  });

  it("shares a write with others, and one that comes while a write goes on has its own", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    const first = [audit.write(aRecord("1")), audit.write(aRecord("2"))];
    await Promise.all(first);
    expect(sink.writes).toBe(2);
    const waits = Array.from({ length: 20 }, (_, index) =>
      Promise.resolve().then(() => audit.write(aRecord(String(index)))),
    );
    await Promise.all(waits);
    expect(linesIn(sink)).toHaveLength(23);
  });

  it("is refused while nothing can be written, and none is held back for it", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    sink.failing = true;
    // The first comes into the chain, which cannot take it back.
    expect(await outcomeOf(audit.write(aRecord("first")))).toContain("no space left");
    await vi.advanceTimersByTimeAsync(0);
    expect(await outcomeOf(audit.write(aRecord("second")))).toBe("the audit trail cannot be written");
    sink.failing = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await outcomeOf(audit.write(aRecord("third")))).toBe("written");
    await audit.close();
    expect(sink.text).not.toContain('"requestId":"second"');
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 4 });
  });

  it("is written by a stop, and refused after it", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    const waited = outcomeOf(audit.write(aRecord("1")));
    await audit.close();
    expect(await waited).toBe("written");
    expect(await outcomeOf(audit.write(aRecord("2")))).toBe("the audit trail is closed");
  });
});

describe("a closed audit log", () => {
  it("takes nothing more, and leaves no timer", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    take(audit, 3);
    const closing = audit.close();
    take(audit, 100);
    await closing;
    take(audit, 100);
    expect(vi.getTimerCount()).toBe(0);
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 5 });
  });
});

describe("a sink that takes nothing", () => {
  it("takes the trail along with no log that throws", async () => {
    const sink = memorySink();
    const { audit, log } = await openOn(sink);
    const fail = () => {
      throw new Error("of the log");
    };
    log.error.mockImplementation(fail);
    log.info.mockImplementation(fail);
    sink.failing = true;
    take(audit, 3);
    await vi.advanceTimersByTimeAsync(1_000);
    sink.failing = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 4 });
    await expect(audit.close()).rejects.toThrow("of the log");
    expect(sink.isClosed).toBe(true);
  });

  it("is told once, and loses nothing for a while", async () => {
    const sink = memorySink();
    const { audit, log } = await openOn(sink);
    sink.failing = true;
    take(audit, 500);
    await vi.advanceTimersByTimeAsync(5_000);
    take(audit, 500);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(log.error).toHaveBeenCalledOnce();
    sink.failing = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(log.info).toHaveBeenLastCalledWith(expect.anything(), "the audit trail is written again");
    await audit.close();
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 1002 });
  });

  it("is found by a check: at once where there is no room, else by the first record", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    await audit.check();
    sink.roomless = true;
    await expect(audit.check()).rejects.toThrow("the disk is full");
    sink.roomless = false;
    sink.failing = true;
    take(audit, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(audit.check()).rejects.toThrow("the audit trail cannot be written");
    sink.failing = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await audit.check();
    await audit.close();
  });

  it("is written how many records it has cost in the end", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    sink.failing = true;
    take(audit, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    take(audit, 10_123);
    sink.failing = false;
    await audit.close();
    expect(await reportOf(sink)).toMatchObject({ whole: true, lines: 1 + 1 + 10_000 + 1 + 1 });
    const lost = linesIn(sink).filter((line) => line.includes('"eventName":"LoseAuditRecords"'));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toContain('"additionalEventData":{"records":123}');
  });

  it("fails the stop, and a start", async () => {
    const sink = memorySink();
    const { audit } = await openOn(sink);
    sink.failing = true;
    await expect(audit.close()).rejects.toThrow("ENOSPC");
    expect(sink.isClosed).toBe(true);
    const full = memorySink();
    full.failing = true;
    await expect(openOn(full)).rejects.toThrow("ENOSPC");
    expect(full.isClosed).toBe(true);
  });
});
