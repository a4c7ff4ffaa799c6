import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type RunningServer } from "../../server/test/running-server.ts";
import { keyferry } from "./keyferry.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ ephemeral: true, flags: ["--test-controls"] });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Runs a command against the server; its output, read. */
async function ask(...args: readonly string[]): Promise<unknown> {
  const { exitCode, out, err } = await keyferry([...args, "--endpoint", server.ready.public]);
  expect(err).toBe("");
  expect(exitCode).toBe(0);
  return JSON.parse(out);
}

describe("the commands for a server under test", () => {
  it("move its clock", async () => {
    expect(await ask("clock")).toMatchObject({ aheadMs: 0 });
    expect(await ask("clock", "advance", "7d")).toMatchObject({ aheadMs: 604_800_000 });
    const year = new Date().getUTCFullYear() + 1;
    const moment = `${String(year)}-06-01T00:00:00Z`;
    expect(await ask("clock", "set", moment)).toMatchObject({
      now: expect.stringContaining(`${String(year)}-06-01T00:00:0`) as string,
    });
    await ask("call", "ListKeys");
  });

  it("take snapshots and bring them back, and reset", async () => {
    await ask("snapshots", "save", "empty");
    await ask("call", "CreateKey");
    expect(await ask("call", "ListKeys")).toMatchObject({ TotalCount: 1 });
    expect(await ask("snapshots", "restore", "empty")).toMatchObject({ snapshots: [{ name: "empty" }] });
    expect(await ask("call", "ListKeys")).toMatchObject({ TotalCount: 0 });
    expect(await ask("snapshots", "delete", "empty")).toEqual({ snapshots: [] });
    expect(await ask("snapshots")).toEqual({ snapshots: [] });
    await ask("call", "CreateKey");
    expect(await ask("reset")).toEqual({});
    expect(await ask("call", "ListKeys")).toMatchObject({ TotalCount: 0 });
    expect(await ask("clock")).toMatchObject({ aheadMs: 0 });
  });

  it("have calls fail", async () => {
    const rule = { operation: "ListKeys", next: 1, error: "Rejected.Throttling", retryAfter: 1_000 };
    const typed = ["--operation", "ListKeys", "--next", "1", "--error", "Rejected.Throttling"];
    expect(await ask("faults", "add", ...typed, "--retry-after", "1s")).toMatchObject({ faults: [rule] });
    expect(await ask("faults")).toMatchObject({ faults: [rule] });
    expect(await ask("faults", "clear")).toEqual({ faults: [] });
  });

  it("show its latest requests", async () => {
    await ask("call", "DescribeRegions");
    expect(await ask("requests", "--last", "1", "--operation", "DescribeRegions")).toMatchObject({
      requests: [{ eventName: "DescribeRegions" }],
    });
  });

  it("say what is wrong", async () => {
    const refused = await keyferry(["clock", "advance", "soon", "--endpoint", server.ready.public]);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain("advance: must be a whole number and one of ms, s, m, h, d, such as 7d");
    const odd = await keyferry(["snapshots", "save", "a/b", "--endpoint", server.ready.public]);
    expect(odd.err).toContain("InvalidAction.NotFound");
  });
});
