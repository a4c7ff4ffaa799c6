import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { newFolder, startInVain, startServer } from "./running-server.ts";
import { keyPolicy, open, own, seed, user } from "./seed-of-accounts.ts";

describe("a seed with a fault in an account", () => {
  const data = newFolder();
  const [one, two] = [`kst-${"1".repeat(21)}`, `key-${"2".repeat(21)}`];
  const spec = "Aliyun_SM4";
  const inside = (key: object) => ({ instances: [{ keys: [{ spec, ...key }] }] });
  const elsewhere = (...accounts: object[]) => ({ accounts });

  afterAll(() => {
    rmSync(data, { recursive: true });
  });

  it.each([
    [
      "a group that is not there",
      { users: [user("ci", { groups: ["x"] })] },
      "users.0.groups.0: there is no group x",
    ],
    [
      "a group of another account",
      { groups: [{ name: "x" }], ...elsewhere({ id: "2", users: [user("ci", { groups: ["x"] })] }) },
      "accounts.0.users.0.groups.0: there is no group x",
    ],
    ["a group twice", { groups: [{ name: "x" }, { name: "x" }] }, "groups.1.name: x is taken twice"],
    ["a role twice", { roles: [{ name: "x" }, { name: "x" }] }, "roles.1.name: x is taken twice"],
    [
      "a managed data key under a key that is not there",
      { managedDataKeys: [{ name: "x", key: "alias/none" }] },
      "managedDataKeys.0.versions.0: the account has no key alias/none in cn-hangzhou",
    ],
    [
      "a managed data key under a key of another region",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/far"], region: "cn-beijing" }],
        managedDataKeys: [{ name: "x", key: "alias/far" }],
      },
      "managedDataKeys.0.versions.0: the account has no key alias/far in cn-hangzhou",
    ],
    [
      "a managed data key under a key pair",
      {
        keys: [{ spec: "RSA_2048", aliases: ["alias/pair"] }],
        managedDataKeys: [{ name: "x", key: "alias/pair" }],
      },
      "managedDataKeys.0.versions.0: This action is not supported.",
    ],
    [
      "a managed data key of another length",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/a"] }],
        managedDataKeys: [{ name: "x", key: "alias/a", versions: [{ material: "AAAA" }] }],
      },
      "managedDataKeys.0.versions.0: ",
    ],
    [
      "a version of a managed data key twice",
      {
        keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/a"] }],
        managedDataKeys: [{ name: "x", key: "alias/a", versions: [{ id: "aaaaaaaa" }, { id: "aaaaaaaa" }] }],
      },
      "managedDataKeys.0.versions.1.id: kms-datakeyversion!x!aaaaaaaa is taken twice",
    ],
    ["an unknown member of a group", { groups: [{ name: "x", users: [] }] }, "groups.0: users is not known"],
    [
      "too long a session",
      { roles: [{ name: "x", maxSessionSeconds: 50_000 }] },
      "roles.0: maxSessionSeconds",
    ],
    ["a trust policy of no one", { roles: [{ name: "x", trustPolicy: {} }] }, "roles.0: trustPolicy"],
    ["an account twice", elsewhere({ id: "2" }, { id: "2" }), "accounts.1.id: 2 is taken twice"],
    [
      "the server's own account",
      elsewhere({ id: own.account }),
      "accounts.0.id: 1000000000000000 is taken twice",
    ],
    ["an account that is a number", elsewhere({ id: 2 }), "accounts.0.id: must be 1 to 32 decimal digits"],
    ["accounts in an account", elsewhere({ id: "2", accounts: [] }), "accounts.0: "],
    [
      "an access key of two accounts",
      { users: [user("ci")], ...elsewhere({ id: "2", users: [user("ci")] }) },
      "accounts.0.users.0.accessKeys.0.id: LTAI-ci is taken twice",
    ],
    [
      "an instance id of another form",
      { instances: [{ id: "kst-1" }] },
      "instances.0.id: must be kst- and 21",
    ],
    [
      "an instance of two accounts",
      { instances: [{ id: one }], ...elsewhere({ id: "2", instances: [{ id: one }] }) },
      `accounts.0.instances.0.id: ${one} is taken twice`,
    ],
    [
      "an instance with a long name",
      { instances: [{ name: "\u{1f511}".repeat(129) }] },
      "instances.0.name: must be 1 to 128",
    ],
    ["an instance with an empty name", { instances: [{ name: "" }] }, "instances.0.name: must be 1 to 128"],
    ["an instance in no region", { instances: [{ region: "moon" }] }, "instances.0.region"],
    ["an instance's key in a region", inside({ region: "cn-beijing" }), "instances.0.keys.0: "],
    [
      "a UUID for an instance's key",
      inside({ id: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11" }),
      "instances.0.keys.0.id",
    ],
    [
      "another key's version",
      inside({ id: two, versionId: `${one}-${"0".repeat(10)}` }),
      "instances.0.keys.0: versionId must be",
    ],
    [
      "a key twice, in two instances",
      { instances: [{ keys: [{ spec, id: two }] }, { keys: [{ spec, id: two }] }] },
      `instances.1.keys.0.id: ${two} is taken twice`,
    ],
    [
      "an alias inside and outside",
      { keys: [{ spec, aliases: ["alias/a"] }], ...inside({ aliases: ["alias/a"] }) },
      "instances.0.keys.0.aliases.0: alias/a is taken twice",
    ],
    ["a key policy that is none", inside({ policy: { Version: "1" } }), "instances.0.keys.0: "],
    ["a key policy outside instances", { keys: [{ spec, policy: keyPolicy }] }, "keys.0: "],
    ["a key in no region", { keys: [{ spec, region: "moon" }] }, "keys.0.region"],
  ])("is refused whole: %s", async (_, content, says) => {
    const faulty = { ...content, ...("users" in content ? {} : { users: [user("whole")] }) };
    const { exitCode, error } = await startInVain({ data, seed: faulty });
    expect(exitCode).toBe(1);
    expect(error).toContain(`, ${says}`);
    expect(error).toContain("nothing of the seed was applied");
    expect(error).not.toContain("the secret of");
  });

  it("leaves a store that a right one is applied to", async () => {
    await using server = await startServer({ data, seed });
    expect(server.ready.instanceId).toBe(open.id);
  });
});
