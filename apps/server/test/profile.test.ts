import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditRecord } from "@keyferry/audit";
import { describe, expect, it } from "vitest";
import { readQuotas } from "../src/config/quotas.ts";
import { failureOf, officialClient } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

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

describe("--failed-signatures", () => {
  const root = { accessKeyId: "own", accessKeySecret: "the secret of the root, of the test" };
  const variables = {
    KEYFERRY_ACCESS_KEY_ID: root.accessKeyId,
    KEYFERRY_ACCESS_KEY_SECRET: root.accessKeySecret,
  };

  /** How many guesses are answered as such, of this many, one after the other. */
  async function guesses(server: RunningServer, count: number): Promise<number> {
    const credential = { accessKeyId: root.accessKeyId, accessKeySecret: "guessed" };
    let answered = 0;
    for (let i = 0; i < count; i++) {
      const target = `/?${signedQuery({ Action: "DescribeRegions", Format: "JSON" }, { credential })}`;
      if ((await send(server.ready.public, { target })).status === 400) answered++;
    }
    return answered;
  }

  it.each([
    ["100 where others can reach the server", ["--host", "0.0.0.0"], 100],
    ["any number on a loopback address", [], 110],
    ["as many as are set", ["--failed-signatures", "7"], 7],
    ["any number where 0 is set", ["--host", "0.0.0.0", "--failed-signatures", "0"], 110],
  ])("are %s", async (_, flags, answered) => {
    await using server = await startServer({ flags, variables });
    // Within the first minute: the server's minutes begin with its start.
    expect(await guesses(server, 110)).toBe(answered);
  });

  it("may not be less than none", async () => {
    expect(await refusalOf("--failed-signatures", "-1")).toContain("--failed-signatures");
  });
});

describe("--quotas", () => {
  it("holds an account to them, as the official client reads it", async () => {
    await using server = await startServer({ flags: ["--quotas", "keys=1, aliases=0"] });
    const call = officialClient(server.ready.public);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    const failure = await failureOf(call("CreateKey"));
    expect([failure.code, failure.entry.response.statusCode]).toEqual(["Rejected.LimitExceeded", 400]);
    expect((await failureOf(call("CreateAlias", { KeyId, AliasName: "alias/a" }))).code).toBe(
      "Rejected.LimitExceeded",
    );
  });

  it("hold up no seed, whose keys and secrets count", async () => {
    const data = newFolder();
    const seed = join(data, "seed");
    const keys = [{ spec: "Aliyun_AES_256", aliases: ["alias/a"] }, { spec: "Aliyun_SM4" }];
    const managedDataKeys = [{ name: "orders", key: "alias/a", versions: [{}, {}] }];
    writeFileSync(seed, JSON.stringify({ keys, managedDataKeys }));
    await using server = await startServer({ flags: ["--seed", seed, "--quotas", "keys=1,secrets=1"] });
    const call = officialClient(server.ready.public);
    expect((await call("ListKeys")).TotalCount).toBe(2);
    expect((await call("ListSecrets")).TotalCount).toBe(2);
    const secret = { SecretName: "one-more", VersionId: "v1", SecretData: "a value" };
    for (const refused of [call("CreateKey"), call("CreateSecret", secret)]) {
      expect((await failureOf(refused)).code).toBe("Rejected.LimitExceeded");
    }
    rmSync(data, { recursive: true });
  });

  it("are the documented ones with --profile alibaba, but for those that are told", () => {
    const quotas = (profile: "keyferry" | "alibaba", text?: string) => readQuotas({ profile, quotas: text });
    expect(quotas("keyferry")).toEqual({});
    expect(quotas("alibaba")).toEqual({ keys: 200, keyVersions: 10_000, aliases: 300 });
    expect(quotas("alibaba", "keys=100, secrets=7,")).toEqual({
      ...{ keys: 100, keyVersions: 10_000, aliases: 300, secrets: 7 },
    });
    expect(quotas("keyferry", "key-versions=1,instance-aliases=0")).toEqual({
      ...{ keyVersions: 1, instanceAliases: 0 },
    });
  });

  it.each(["keys", "keys=-1", "keys=1.5", "keys=a", "toString=1", "keys=1,keys=2", "keys=10000000000"])(
    "are not %j",
    (quotas) => {
      expect(() => readQuotas({ profile: "keyferry", quotas })).toThrow(/^--quotas: /);
    },
  );

  it("of another form keep the server from its start", async () => {
    expect(await refusalOf("--quotas", "keys")).toContain("--quotas: list quotas such as keys=200");
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
