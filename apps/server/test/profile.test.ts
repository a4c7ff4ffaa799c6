import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditRecord } from "@keyferry/gateway";
import { describe, expect, it } from "vitest";
import { failureOf, officialClient } from "./official-client.ts";
import { newFolder, startInVain, startServer } from "./running-server.ts";

/** Starts a server that must refuse its flags; answers what it says. */
async function refusalOf(...flags: readonly string[]): Promise<string> {
  const data = newFolder();
  const { exitCode, error } = await startInVain({ data, flags });
  rmSync(data, { recursive: true });
  expect(exitCode).toBe(1);
  return error;
}

/** Calls, a hundred at once, until one is throttled; answers that failure, undefined when there was none. */
async function throttled(endpoint: string, hundreds: number) {
  const call = officialClient(endpoint);
  for (let batch = 0; batch < hundreds; batch++) {
    const failures = await Promise.all(
      Array.from({ length: 100 }, () => failureOf(call("AsymmetricVerify"))),
    );
    const found = failures.find(({ code }) => code === "Rejected.Throttling");
    if (found !== undefined) return found;
  }
  return undefined;
}

describe("--profile", () => {
  it("alibaba holds an account to the documented limits, as the official client reads it", async () => {
    await using server = await startServer({ flags: ["--profile", "alibaba"] });
    const failure = await throttled(server.ready.public, 40);
    expect(failure?.entry.response.statusCode).toBe(429);
    expect(failure?.data.Message).toContain("200 asymmetric operations a second");
    await expect(officialClient(server.ready.public)("DescribeRegions")).resolves.toHaveProperty("Regions");
  });

  it("keyferry, the default, has no limits", async () => {
    await using server = await startServer();
    expect(await throttled(server.ready.public, 10)).toBeUndefined();
  });

  it("of another name is refused", async () => {
    expect(await refusalOf("--profile", "aws")).toContain("--profile is not valid");
  });
});

describe("--vpc-ranges", () => {
  it.each(["vpc-a", "=10.0.0.0/8", "vpc-a=10.0.0.0/40", "vpc a=10.0.0.0/8"])("refuses %j", async (ranges) => {
    expect(await refusalOf("--vpc-ranges", ranges)).toContain("--vpc-ranges: ");
  });

  it("tells the VPC gateway, and its audit records, where a caller is", async () => {
    await using server = await startServer({ flags: ["--vpc-ranges", "vpc-a=10.0.0.0/8, vpc-b=127.0.0.1"] });
    await officialClient(server.ready.vpc)("DescribeRegions");
    await officialClient(server.ready.public)("DescribeRegions");
    await server.stop();
    const lines = readFileSync(join(server.data, "audit.log"), "utf8").trimEnd().split("\n");
    const calls = lines.filter((line) => line.includes('"eventType":"ApiCall"'));
    const places = calls.map((line) => {
      const { gateway, vpc } = (JSON.parse(line) as AuditRecord).additionalEventData;
      return [gateway, vpc];
    });
    expect(places).toEqual([
      ["vpc", "vpc-b"],
      ["public", undefined],
    ]);
  });
});
