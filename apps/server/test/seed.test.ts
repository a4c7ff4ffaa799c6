import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { failureOf, officialClient } from "./official-client.ts";
import { newFolder, startInVain, startServer } from "./running-server.ts";

const folder = newFolder();
const material = randomBytes(32).toString("base64");
const ci = { accessKeyId: "LTAI-ci", accessKeySecret: "not a secret, but not to be shown" };
const key = {
  id: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
  versionId: "7c1b7f2e-6a39-4f0f-8f6a-0d6a2b1c9e55",
  spec: "Aliyun_AES_256",
  material,
  description: "orders",
  aliases: ["alias/orders"],
  tags: { team: "orders" },
};
const user = {
  name: "ci",
  accessKeys: [{ id: ci.accessKeyId, secret: ci.accessKeySecret }],
  policies: [
    { Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*DataKey*", Resource: "*" }] },
    { Version: "1", Statement: [{ Effect: "Deny", Action: "kms:GenerateAnd*", Resource: "*" }] },
  ],
};
const seed = { keys: [key, { spec: "Aliyun_SM4" }], users: [user] };
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function seedFlags(content: unknown): readonly string[] {
  files += 1;
  const file = join(folder, `seed-${String(files)}`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return ["--seed", file];
}

describe("a seed", () => {
  it("gives servers the same keys: what one encrypts, the other decrypts", async () => {
    const yaml = [
      "keys:",
      `  - { id: ${key.id}, versionId: ${key.versionId}, spec: Aliyun_AES_256, material: ${material} }`,
    ].join("\n");
    await using one = await startServer({ flags: seedFlags(seed) });
    await using other = await startServer({ flags: seedFlags(yaml) });
    const made = await officialClient(one.ready.public)("GenerateDataKey", { KeyId: "alias/orders" });
    expect([made.KeyId, made.KeyVersionId]).toEqual([key.id, key.versionId]);
    const { CiphertextBlob } = made;
    const opened = await officialClient(other.ready.public)("Decrypt", { CiphertextBlob });
    expect(opened.Plaintext).toBe(made.Plaintext);
  });

  it("makes keys, aliases, tags and users as it says", async () => {
    await using server = await startServer({ flags: seedFlags(seed) });
    const call = officialClient(server.ready.public);
    const { KeyMetadata } = await call("DescribeKey", { KeyId: key.id });
    expect(KeyMetadata).toMatchObject({
      KeySpec: "Aliyun_AES_256",
      Description: "orders",
      PrimaryKeyVersion: key.versionId,
    });
    const tagged = JSON.stringify([{ Key: "TagKey", Values: ["team"] }]);
    expect((await call("ListKeys", { Filters: tagged })).TotalCount).toBe(1);
    expect((await call("ListKeys")).TotalCount).toBe(2);
  });

  it("makes users that authenticate, and may do what their policies allow", async () => {
    await using server = await startServer({ flags: seedFlags(seed) });
    const call = officialClient(server.ready.public, ci);
    const { CiphertextBlob } = await call("GenerateDataKey", { KeyId: "alias/orders" });
    const refused = [
      call("Decrypt", { CiphertextBlob }),
      call("ListKeys"),
      call("GenerateAndExportDataKey", {
        KeyId: key.id,
        PublicKeyBlob: "AAAA",
        WrappingKeySpec: "EC_SM2",
        WrappingAlgorithm: "SM2PKE",
      }),
    ];
    for (const { code } of await Promise.all(refused.map(failureOf))) {
      expect(code).toBe("Forbidden.NoPermission");
    }
    const impostor = officialClient(server.ready.public, { ...ci, accessKeySecret: "guessed" });
    expect((await failureOf(impostor("ListKeys"))).code).toBe("SignatureDoesNotMatch");
  });

  it("is applied to an empty store only", async () => {
    const data = join(folder, "applied-once");
    const first = await startServer({ data, flags: seedFlags(seed) });
    await first.stop();
    await using second = await startServer({ data, flags: seedFlags({ keys: [{ spec: "Aliyun_SM4" }] }) });
    expect(second.written().error).toContain("the store is not empty: the seed was not applied");
    const call = officialClient(second.ready.public);
    expect((await call("ListKeys")).TotalCount).toBe(2);
    expect((await officialClient(second.ready.public, ci)("GenerateDataKey", { KeyId: key.id })).KeyId).toBe(
      key.id,
    );
  });
});

describe("a seed with a fault", () => {
  const data = join(folder, "faulty");
  const allow = { Effect: "Allow", Action: "kms:*", Resource: "*" };
  const policy = (statement: object) => ({
    users: [{ ...user, policies: [{ Version: "1", Statement: [statement] }] }],
  });

  it.each([
    {
      fault: "no YAML",
      content: `users: [{ secret: ${ci.accessKeySecret}`,
      says: "is neither YAML nor JSON",
    },
    {
      fault: "an alias of YAML",
      content: "keys: &k [{ spec: Aliyun_SM4 }]\nusers: *k",
      says: "cannot be read",
    },
    { fault: "a list", content: [key], says: "nothing of the seed was applied" },
    { fault: "an unknown member", content: { ...seed, policies: [] }, says: "policies" },
    {
      fault: "an unknown spec",
      content: { keys: [key, { spec: "RSA_1024" }] },
      says: "keys.1: The specified parameter is not valid. KeySpec",
    },
    {
      fault: "a usage that does not fit",
      content: { keys: [{ spec: "EC_P256", usage: "ENCRYPT/DECRYPT" }] },
      says: "KeyUsage",
    },
    {
      fault: "a tag that CreateKey would refuse",
      content: { keys: [{ ...key, tags: { "acs:x": "" } }] },
      says: "Tags",
    },
    {
      fault: "the root's access key",
      content: { users: [{ ...user, accessKeys: [{ id: "keyferry", secret: "x" }] }] },
      says: "users.0.accessKeys.0.id: keyferry is taken twice",
    },
    {
      fault: "an unknown member of a key",
      content: { keys: [key, { ...key, state: "Disabled" }] },
      says: "keys.1",
    },
    {
      fault: "short material",
      content: { keys: [key, { ...seed.keys[1], material: "AAAA" }] },
      says: "keys.1",
    },
    {
      fault: "material that is not base64",
      content: { keys: [key, { ...seed.keys[1], material: `${material}!` }] },
      says: "keys.1: material is not base64",
    },
    { fault: "an id of another form", content: { keys: [{ ...key, id: "ORDERS" }] }, says: "keys.0.id" },
    {
      fault: "an id that is 36 characters and no UUID",
      content: { keys: [{ ...key, id: "orders-orders-orders-orders-orders-1" }] },
      says: "keys.0.id: must be a UUID in lower case",
    },
    {
      fault: "a version id of another form",
      content: { keys: [{ ...key, versionId: `key-${"a".repeat(21)}-${"a".repeat(10)}` }] },
      says: "keys.0.versionId: must be a UUID in lower case",
    },
    {
      fault: "an id twice",
      content: { keys: [key, { ...key, versionId: key.id, aliases: [] }] },
      says: "twice",
    },
    {
      fault: "a version id twice",
      content: { keys: [key, { ...key, id: key.versionId, aliases: [] }] },
      says: "twice",
    },
    {
      fault: "an alias twice",
      content: { keys: [key, { spec: "Aliyun_SM4", aliases: key.aliases }] },
      says: "keys.1.aliases.0: alias/orders is taken twice",
    },
    {
      fault: "a reserved alias",
      content: { keys: [{ spec: "Aliyun_SM4", aliases: ["alias/acs/kms"] }] },
      says: "AliasName",
    },
    {
      fault: "a user twice",
      content: { users: [user, { name: "ci" }] },
      says: "users.1.name: ci is taken twice",
    },
    {
      fault: "an access key of two users",
      content: { users: [user, { ...user, name: "cd" }] },
      says: "users.1.accessKeys.0.id: LTAI-ci is taken twice",
    },
    {
      fault: "an unknown condition key",
      content: policy({ ...allow, Condition: { StringEquals: { "acs:Moon": "full" } } }),
      says: "users.0: policies[0].Statement[0].Condition",
    },
    {
      fault: "an unknown effect",
      content: policy({ ...allow, Effect: "Maybe" }),
      says: "Effect must be Allow or Deny",
    },
  ])("is refused whole: $fault", async ({ content, says }) => {
    const { exitCode, error } = await startInVain({ data, flags: seedFlags(content) });
    expect(exitCode).toBe(1);
    expect(error).toContain(says);
    expect(error).not.toContain(material);
    expect(error).not.toContain(ci.accessKeySecret);
  });

  it("leaves a store that a right one is applied to", async () => {
    await using server = await startServer({ data, flags: seedFlags(seed) });
    expect((await officialClient(server.ready.public)("ListKeys")).TotalCount).toBe(2);
  });
});
