import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand, type Outcome } from "./command.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";

const account = "1000000000000000";
const keyId = `key-${"a".repeat(21)}`;
const keyPolicy = {
  Version: "1",
  Statement: [
    {
      Sid: "returns",
      Effect: "Allow",
      Principal: { RAM: [`acs:ram::${account}:user/returns`] },
      Action: ["kms:Decrypt"],
      Resource: ["*"],
    },
  ],
};
const fromOrders = { StringEquals: { "acs:SourceVpc": "vpc-orders" } };
const policyOf = (...statements: object[]) => ({ Version: "1", Statement: statements });
const seed = {
  instances: [{ keys: [{ id: keyId, spec: "Aliyun_AES_256", policy: keyPolicy }] }],
  users: [
    {
      name: "ci",
      policies: [
        policyOf({ Effect: "Allow", Action: "kms:Describe*", Resource: "*" }),
        policyOf({ Effect: "Allow", Action: "kms:Encrypt", Resource: "*", Condition: fromOrders }),
      ],
    },
    { name: "returns" },
  ],
  roles: [{ name: "reader", policies: [policyOf({ Effect: "Allow", Action: "kms:*", Resource: "*" })] }],
};

const folder = newFolder();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ seed });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const check = (as: string, action: string, ...args: string[]): Promise<Outcome> =>
  runCommand([
    "policy",
    "check",
    "--data",
    server.data,
    "--as",
    as,
    "--action",
    action,
    "--resource",
    keyId,
    ...args,
  ]);

describe("keyferry-server policy check", () => {
  it("says by which statement a call would be allowed", async () => {
    const { exitCode, output } = await check("user/ci", "kms:DescribeKey");
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Allowed\n\nBy statement 1 of policy 1 of user ci\.\n/);
    expect(output).toContain(`on acs:kms:cn-hangzhou:${account}:key/${keyId}`);
  });

  it("says of a call that would not why each statement does not apply, and the smallest policy that would allow it", async () => {
    const { exitCode, output } = await check("user/ci", "kms:Encrypt", "--vpc", "vpc-returns");
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^Not allowed \(ImplicitDeny\)\n/);
    expect(output).toContain("acs:SourceVpc StringEquals vpc-orders: the request has vpc-returns");
    expect(output).toContain('"Action":"kms:Encrypt"');
    expect((await check("user/ci", "kms:Encrypt", "--vpc", "vpc-orders")).exitCode).toBe(0);
  });

  it("reads the key's own policy", async () => {
    const { exitCode, output } = await check("user/returns", "kms:Decrypt");
    expect(exitCode).toBe(0);
    expect(output).toContain(
      `By statement 1 of policy 1 of key acs:kms:cn-hangzhou:${account}:key/${keyId}.`,
    );
  });

  it("answers for a root, and for a role with a session policy", async () => {
    expect((await check("root", "kms:DisableKey")).output).toContain(
      "The root may do everything in its own account.",
    );
    const file = join(folder, "session.json");
    writeFileSync(file, JSON.stringify(policyOf({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" })));
    expect((await check("role/reader", "kms:Encrypt")).exitCode).toBe(0);
    expect((await check("role/reader", "kms:Encrypt", "--session-policy", file)).exitCode).toBe(1);
  });

  it("prints JSON", async () => {
    const { output } = await check("user/ci", "kms:DescribeKey", "--json");
    expect(JSON.parse(output)).toMatchObject({ decision: { allowed: true }, basis: "policies" });
  });

  it.each([
    [["--as", "someone"], "--as must be root, user/<name> or role/<name>"],
    [
      ["--resource", "missing"],
      "key/missing is no ARN of a key: the id must be a UUID in lower case, or must be key- and",
    ],
    [["--resource", "11111111-1111-4111-8111-111111111111"], "there is no key acs:kms:"],
    [["--time", "yesterday"], "--time must be such as"],
    [["--time", "2026-02-30T00:00:00Z"], "--time must be such as"],
    // These would be a time of the zone in which they are read.
    [["--time", "2026-01-02T03:04:05"], "--time must be such as"],
    [["--time", "January 2, 2026"], "--time must be such as"],
    [["--as", "user/ci", "--session-policy", "x"], "--session-policy goes with a role only"],
  ])("refuses %j", async (args, reason) => {
    const { exitCode, error } = await check("user/ci", "kms:Encrypt", ...args);
    expect(exitCode).toBe(1);
    expect(error).toContain(reason);
  });
});
