import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand, type Outcome } from "./command.ts";
import { failureOf, officialClient, type Call } from "./official-client.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";

const allow = (action: string) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const secretOf = (id: string) => `the secret of ${id}`;
const accessKey = (id: string) => ({ id, secret: secretOf(id) });
const shut = { id: `kst-${"s".repeat(21)}`, keyId: `key-${"s".repeat(21)}` };
const seed = {
  groups: [{ name: "readers", policies: [allow("kms:List*")] }, { name: "others" }],
  users: [
    {
      name: "ci",
      accessKeys: [accessKey("LTAI-ci"), accessKey("LTAI-ci-2")],
      policies: [allow("kms:ListKeys"), allow("kms:ListAliases")],
      groups: ["readers", "others"],
    },
    { name: "idle" },
  ],
  instances: [
    { id: shut.id, name: "orders", keys: [{ id: shut.keyId, spec: "Aliyun_AES_256" }] },
    { name: "north", region: "cn-beijing", publicAccess: true, connected: false },
  ],
  accounts: [{ id: "2", users: [{ name: "far", accessKeys: [accessKey("LTAI-far")] }], instances: [{}] }],
};

const folder = newFolder();
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newFile(content: unknown): string {
  files += 1;
  const file = join(folder, `file-${String(files)}`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("beside a running server", () => {
  let server: RunningServer;

  beforeEach(async () => {
    server = await startServer({ flags: ["--seed", newFile(seed)] });
  });

  afterEach(async () => {
    await server[Symbol.asyncDispose]();
  });

  const run = (...args: string[]): Promise<Outcome> => runCommand([...args, "--data", server.data]);
  const add = (entry: unknown): Promise<Outcome> => run("users", "add", "--file", newFile(entry));
  const as = (accessKeyId: string): Call =>
    officialClient(server.ready.public, { accessKeyId, accessKeySecret: secretOf(accessKeyId) });
  const codeOf = async (call: Call) => (await failureOf(call("ListKeys"))).code;

  it("users lists users with their groups, access keys and policies, those of the account alone", async () => {
    await run("users", "disable-key", "LTAI-ci-2");
    const { exitCode, output, error } = await run("users");
    expect([exitCode, error]).toEqual([0, ""]);
    expect(output.split("\n")).toEqual([
      "NAME  POLICIES  GROUPS           ACCESS KEYS",
      "ci    2         readers, others  LTAI-ci (active), LTAI-ci-2 (inactive)",
      "idle  0         -                -",
      "",
    ]);
    expect((await run("users", "--account-id", "2")).output).toContain("LTAI-far (active)");
    expect((await run("users", "--account-id", "3")).output).toBe("NAME  POLICIES  GROUPS  ACCESS KEYS\n");
  });

  it("users disable-key has the server refuse the key at once, and enable-key take it again", async () => {
    const [call, other] = [as("LTAI-ci"), as("LTAI-ci-2")];
    expect((await call("ListKeys")).TotalCount).toBe(1);
    const disabled = await run("users", "disable-key", "LTAI-ci");
    expect(disabled).toEqual({ exitCode: 0, output: "the access key LTAI-ci is inactive\n", error: "" });
    expect(await codeOf(call)).toBe("InvalidAccessKeyId.Inactive");
    expect((await other("ListKeys")).TotalCount).toBe(1);
    const enabled = await run("users", "enable-key", "LTAI-ci");
    expect(enabled.output).toBe("the access key LTAI-ci is active\n");
    expect((await call("ListKeys")).TotalCount).toBe(1);
  });

  it("users disable-key stops a client that never pauses", async () => {
    const call = as("LTAI-ci");
    const codes: string[] = [];
    const stop = new AbortController();
    const client = (async () => {
      while (!stop.signal.aborted) {
        codes.push(
          await call("ListKeys").then(
            () => "OK",
            (error: unknown) => (error as { code: string }).code,
          ),
        );
      }
    })();
    await run("users", "disable-key", "LTAI-ci");
    const before = codes.length;
    while (codes.length < before + 20) await call("ListKeys").catch(() => undefined);
    stop.abort();
    await client;
    // The one that was under way when the command ended may have begun before.
    expect(new Set(codes.slice(before + 1))).toEqual(new Set(["InvalidAccessKeyId.Inactive"]));
    expect(codes[0]).toBe("OK");
  });

  it("users add makes a user that may call at once, its secret sealed", async () => {
    const added = await add({ name: "new", accessKeys: [accessKey("LTAI-new")], groups: ["readers"] });
    expect(added).toEqual({
      exitCode: 0,
      output: "the user new was added, with its access keys: 1\n",
      error: "",
    });
    expect((await as("LTAI-new")("ListKeys")).TotalCount).toBe(1);
    const impostor = officialClient(server.ready.public, { accessKeyId: "LTAI-new", accessKeySecret: "x" });
    expect(await codeOf(impostor)).toBe("SignatureDoesNotMatch");
    await server.stop();
    for (const file of ["keys.db", "audit.log"]) {
      expect(readFileSync(join(server.data, file)).includes(secretOf("LTAI-new"))).toBe(false);
    }
  });

  it("users remove takes a user and its access keys away at once", async () => {
    const call = as("LTAI-ci");
    expect((await call("ListKeys")).TotalCount).toBe(1);
    const removed = await run("users", "remove", "ci");
    expect(removed).toMatchObject({ exitCode: 0, output: "the user ci was removed, with its access keys\n" });
    expect(await codeOf(call)).toBe("InvalidAccessKeyId.NotFound");
    expect((await run("users")).output).not.toContain("ci");
  });

  it("instances lists those of the account, in every region", async () => {
    const { output } = await run("instances");
    const lines = output.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ID +REGION +PUBLIC ACCESS +VPC +BOUND VPCS +NAME$/);
    expect(lines[1]).toMatch(new RegExp(`^${shut.id} +cn-hangzhou +off +vpc-keyferry +0 +orders$`));
    expect(lines[2]).toMatch(/^kst-[0-9a-z]{21} +cn-beijing +on +- +0 +north$/);
  });

  it("instances public-access opens the keys of an instance at once, and closes them", async () => {
    const call = officialClient(server.ready.public);
    const refused = async () => (await failureOf(call("GenerateDataKey", { KeyId: shut.keyId }))).code;
    const code = await refused();
    const opened = await run("instances", "public-access", shut.id, "on");
    expect(opened.output).toBe(`the public access of the instance ${shut.id} is on\n`);
    expect((await call("GenerateDataKey", { KeyId: shut.keyId })).KeyId).toBe(shut.keyId);
    await run("instances", "public-access", shut.id, "off");
    expect(await refused()).toBe(code);
  });

  it.each([
    ["a name that is taken", { name: "ci" }, "there is a user ci already"],
    ["an access key that is taken", { name: "n", accessKeys: [accessKey("LTAI-far")] }, "is taken already"],
    ["the root's access key", { name: "n", accessKeys: [accessKey("keyferry")] }, "keyferry is the root's"],
    ["a group that is not there", { name: "n", groups: ["x"] }, "there is no group x"],
    ["a policy that is none", { name: "n", policies: [{}] }, "policies[0]"],
    [
      "an unknown member",
      { name: "n", accessKeys: [accessKey("LTAI-n")], admin: true },
      "admin is not known",
    ],
    ["a list", [{ name: "n" }], "must be an object"],
    ["no YAML", `{ name: n, secret: ${secretOf("LTAI-n")}`, "is neither YAML nor JSON"],
  ])("users add refuses %s, and changes nothing", async (_, entry, says) => {
    const before = await run("users");
    const { exitCode, output, error } = await add(entry);
    expect([exitCode, output]).toEqual([1, ""]);
    expect(error).toContain(says);
    expect(error).not.toContain("the secret of");
    expect(await run("users")).toEqual(before);
  });

  it.each([
    [["users", "remove", "nobody"], "the account 1000000000000000 has no user nobody"],
    [["users", "remove", "far"], "has no user far"],
    [["users", "disable-key", "LTAI-none"], "has no access key LTAI-none"],
    [["users", "disable-key", "LTAI-far"], "has no access key LTAI-far"],
    [["users", "enable-key", "keyferry"], "has no access key keyferry"],
    [
      ["instances", "public-access", "kst-none", "on"],
      'the id of an instance, "kst-none", must be kst- and 21',
    ],
    [["instances", "public-access", `kst-${"z".repeat(21)}`, "on"], `has no instance kst-${"z".repeat(21)}`],
    [["instances", "public-access", shut.id, "maybe"], "on, off"],
    [["instances", "public-access", shut.id], "missing required argument"],
    [["users", "add"], "--file"],
    [["users", "frobnicate"], "too many arguments"],
    [["users", "remove", "ci", "idle"], "too many arguments"],
    [["users", "--database", "mysql://x"], "--database must be sqlite"],
  ])("%j is refused, and changes nothing", async (args, says) => {
    const { exitCode, output, error } = await run(...args);
    expect([exitCode, output]).toEqual([1, ""]);
    expect(error).toContain(says);
    expect((await as("LTAI-ci")("ListKeys")).TotalCount).toBe(1);
    expect((await run("users", "--account-id", "2")).output).toContain("LTAI-far (active)");
  });

  it("refuses to seal a user's secret under another root key than the store's", async () => {
    const file = newFile({ name: "new", accessKeys: [accessKey("LTAI-new")] });
    const { exitCode, error } = await runCommand(["users", "add", "--file", file, "--data", server.data], {
      KEYFERRY_ROOT_KEY: randomBytes(32).toString("base64"),
    });
    expect(exitCode).toBe(1);
    expect(error).toContain("the root key is not the one");
    expect((await run("users")).output).not.toContain("new");
  });
});

it("works on a data folder that no server is using, with a root key in a variable too", async () => {
  const data = join(folder, "alone");
  const variables = { KEYFERRY_ROOT_KEY: randomBytes(32).toString("base64") };
  await (await startServer({ data, variables })).stop();
  const file = newFile({ name: "new", accessKeys: [accessKey("LTAI-new")], policies: [allow("kms:*")] });
  const added = await runCommand(["users", "add", "--file", file, "--data", data], variables);
  expect(added.error).toBe("");
  expect(existsSync(join(data, "root.key"))).toBe(false);
  await using server = await startServer({ data, variables });
  const call = officialClient(server.ready.public, {
    accessKeyId: "LTAI-new",
    accessKeySecret: secretOf("LTAI-new"),
  });
  expect((await call("ListKeys")).TotalCount).toBe(0);
});

it.each([["users"], ["instances"], ["messages"]])(
  "%s makes no store where there is none",
  async (command) => {
    const data = join(folder, "nothing");
    const { exitCode, error } = await runCommand([command, "--data", data]);
    expect(exitCode).toBe(1);
    expect(error).toBe(`keyferry-server: there is no store ${join(data, "keys.db")}\n`);
    expect(existsSync(data)).toBe(false);
  },
);
