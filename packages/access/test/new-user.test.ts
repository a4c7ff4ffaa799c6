import { describe, expect, it } from "vitest";
import { AccessError, newUser, PolicyError, EntryError } from "@keyferry/access";
import { account, allow, createTestSealer, policy } from "./world.ts";

const sealer = createTestSealer();
const good = {
  name: "ci",
  accessKeys: [{ id: "LTAI-ci", secret: "not-a-secret" }],
  policies: [policy(allow("kms:*"))],
};

function refusal(entry: unknown): EntryError {
  try {
    newUser({ account, entry, sealer });
  } catch (error) {
    if (error instanceof EntryError) return error;
    throw error;
  }
  throw new Error("the entry was accepted");
}

describe("a new user", () => {
  it("becomes the records of the store", () => {
    const { user, accessKeys } = newUser({ account, entry: good, sealer });
    expect(user).toEqual({
      account,
      name: "ci",
      policies: ['{"Version":"1","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}'],
      groups: [],
    });
    expect(accessKeys).toMatchObject([{ id: "LTAI-ci", account, userName: "ci", active: true }]);
  });

  it("needs neither access keys nor policies", () => {
    expect(newUser({ account, entry: { name: "a.b@c_d-e" }, sealer })).toEqual({
      user: { account, name: "a.b@c_d-e", policies: [], groups: [] },
      accessKeys: [],
    });
  });

  it("has no access key that the caller finds weak, and the message has nothing of the secret", () => {
    const accessKeys = [
      { id: "LTAI-strong", secret: "a strong one" },
      { id: "LTAI-weak", secret: "guessed" },
    ];
    const made = () =>
      newUser({
        account,
        entry: { name: "ci", accessKeys },
        sealer,
        weaknessOf: ({ id, secret }) =>
          id === "LTAI-weak" && secret === "guessed" ? "is too short" : undefined,
      });
    expect(made).toThrow(new EntryError("accessKeys[1].secret", "is too short"));
    expect(made).not.toThrow("guessed");
  });

  it("has its secrets sealed: no record holds their bytes", () => {
    const { accessKeys, user } = newUser({ account, entry: good, sealer });
    for (const { sealedSecret } of accessKeys) {
      expect(Buffer.from(sealedSecret).includes("not-a-secret")).toBe(false);
      expect(Buffer.from(sealedSecret).includes("secret")).toBe(false);
    }
    expect(JSON.stringify([accessKeys, user])).not.toContain("not-a-secret");
  });

  it("has each secret sealed for its account, user and access key id, and its plaintext wiped", () => {
    const seen: { label: unknown; plaintext: Uint8Array; text: string }[] = [];
    newUser({
      account,
      entry: good,
      sealer: {
        ...sealer,
        seal(label, plaintext) {
          seen.push({ label, plaintext, text: new TextDecoder().decode(plaintext) });
          return sealer.seal(label, plaintext);
        },
      },
    });
    expect(seen.map(({ label }) => label)).toEqual([
      { kind: "access key secret", account, userName: "ci", accessKeyId: "LTAI-ci" },
    ]);
    expect(seen.map(({ text }) => text)).toEqual(["not-a-secret"]);
    expect(seen.every(({ plaintext }) => plaintext.every((byte) => byte === 0))).toBe(true);
  });
});

describe("a user's entry is refused", () => {
  const key = { id: "LTAI-ci", secret: "not-a-secret" };
  it.each<[string, unknown, string]>([
    ["that is null", null, ""],
    ["without a name", { policies: [] }, "name"],
    ["with an empty name", { name: "" }, "name"],
    ["with a name of 65 characters", { name: "a".repeat(65) }, "name"],
    ["with a slash in its name", { name: "a/b" }, "name"],
    ["with a line break after its name", { name: "a\n" }, "name"],
    ["with another member", { name: "ci", roles: [] }, "roles"],
    ["whose groups are no list", { name: "ci", groups: "readers" }, "groups"],
    [
      "with 51 groups",
      { name: "ci", groups: Array.from({ length: 51 }, (_, index) => `g${String(index)}`) },
      "groups",
    ],
    ["with an impossible group", { name: "ci", groups: ["readers", "a b"] }, "groups[1]"],
    ["with a group twice", { name: "ci", groups: ["readers", "writers", "readers"] }, "groups[2]"],
    ["whose access keys are no list", { name: "ci", accessKeys: key }, "accessKeys"],
    ["with 17 access keys", { name: "ci", accessKeys: Array<object>(17).fill(key) }, "accessKeys"],
    ["with a number as an access key", { name: "ci", accessKeys: [1] }, "accessKeys[0]"],
    ["with a number as an id", { name: "ci", accessKeys: [{ ...key, id: 5 }] }, "accessKeys[0].id"],
    ["with an empty id", { name: "ci", accessKeys: [{ ...key, id: "" }] }, "accessKeys[0].id"],
    [
      "with an id of 129 characters",
      { name: "ci", accessKeys: [{ ...key, id: "a".repeat(129) }] },
      "accessKeys[0].id",
    ],
    ["with a comma in an id", { name: "ci", accessKeys: [key, { ...key, id: "a,b" }] }, "accessKeys[1].id"],
    ["with an id twice", { name: "ci", accessKeys: [key, key] }, "accessKeys[1].id"],
    ["without a secret", { name: "ci", accessKeys: [{ id: "a" }] }, "accessKeys[0].secret"],
    ["with an empty secret", { name: "ci", accessKeys: [{ ...key, secret: "" }] }, "accessKeys[0].secret"],
    [
      "with a long secret",
      { name: "ci", accessKeys: [{ ...key, secret: "a".repeat(257) }] },
      "accessKeys[0].secret",
    ],
    [
      "with a control character in a secret",
      { name: "ci", accessKeys: [{ ...key, secret: "a\tb" }] },
      "accessKeys[0].secret",
    ],
    [
      "with more in an access key",
      { name: "ci", accessKeys: [{ ...key, active: true }] },
      "accessKeys[0].active",
    ],
    ["with 21 policies", { name: "ci", policies: Array<object>(21).fill(policy(allow("*"))) }, "policies"],
    ["with a policy that is text", { name: "ci", policies: ["{}"] }, "policies[0]"],
    [
      "with a policy at fault",
      { name: "ci", policies: [policy(allow("*")), policy(allow("x"))] },
      "policies[1].Statement[0].Action",
    ],
  ])("%s", (_, entry, path) => {
    expect(refusal(entry).path).toBe(path);
    expect(refusal(entry)).toMatchObject({ reason: "invalid", name: "EntryError" });
  });

  it("for a fault in a policy, with the policy's own error as the cause", () => {
    const error = refusal({ name: "ci", policies: [policy({ ...allow("*"), Condition: {} })] });
    expect(error.message).toBe("policies[0].Statement[0].Condition must hold an operator");
    expect(error.cause).toBeInstanceOf(PolicyError);
  });

  it("without its secret in the error", () => {
    const secret = "geheim\u00e9-and-long";
    const error = refusal({ name: "ci", accessKeys: [{ id: "a", secret }] });
    expect(`${error.message} ${error.stack ?? ""} ${JSON.stringify(error)}`).not.toContain("geheim");
    expect(error.cause).toBeUndefined();
  });

  it("for a malformed account", () => {
    expect(() => newUser({ account: "12a", entry: good, sealer })).toThrow(AccessError);
  });
});
