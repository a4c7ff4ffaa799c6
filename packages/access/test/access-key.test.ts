import { describe, expect, it } from "vitest";
import { AccessError, createAccess } from "@keyferry/access";
import {
  account,
  createTestSealer,
  facts,
  MapCredentials,
  otherAccount,
  root,
  storeWithUser,
} from "./world.ts";

const sealer = createTestSealer();

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

describe("the root's access key", () => {
  it("comes from the options and never from the store", async () => {
    const credentials = new MapCredentials();
    const key = await createAccess({ credentials, sealer, root }).accessKey("keyferry");
    expect(text(key?.secret)).toBe("keyferry-loopback-only");
    expect(key).toMatchObject({
      id: "keyferry",
      active: true,
      principal: { type: "root", account, name: account, arn: `acs:ram::${account}:root` },
    });
    expect(credentials.reads).toBe(0);
  });

  it("is handed out as a copy, so that wiping it harms nobody", async () => {
    const access = createAccess({ credentials: new MapCredentials(), sealer, root });
    (await access.accessKey("keyferry"))?.secret.fill(0);
    expect(text((await access.accessKey("keyferry"))?.secret)).toBe("keyferry-loopback-only");
  });

  it.each([
    ["account id", { account: "acct" }],
    ["account id", { account: "" }],
    ["access key id", { accessKeyId: "" }],
    ["access key id", { accessKeyId: "key ferry" }],
    ["access key secret", { accessKeySecret: "" }],
    ["access key secret", { accessKeySecret: "pässword" }],
  ])("needs a well-formed %s: %j", (part, change) => {
    const make = () =>
      createAccess({ credentials: new MapCredentials(), sealer, root: { ...root, ...change } });
    expect(make).toThrow(AccessError);
    expect(make).toThrow(`The root's ${part} is malformed`);
  });
});

describe("a user's access key", () => {
  it("is opened from the store, in one read", async () => {
    const credentials = storeWithUser(sealer);
    const key = await createAccess({ credentials, sealer, root }).accessKey("LTAI-ci");
    expect(text(key?.secret)).toBe("not-a-secret");
    expect(key).toMatchObject({
      id: "LTAI-ci",
      active: true,
      principal: { type: "user", account, name: "ci", arn: `acs:ram::${account}:user/ci` },
    });
    expect(credentials.reads).toBe(1);
  });

  it("that is not known is undefined", async () => {
    expect(
      await createAccess({ credentials: storeWithUser(sealer), sealer, root }).accessKey("LTAI-other"),
    ).toBeUndefined();
  });

  it.each(["", "LTAI ci", "LTAI-ci\n", "a".repeat(129), "ключ"])(
    "of the impossible id %j is not looked up",
    async (id) => {
      const credentials = storeWithUser(sealer);
      expect(await createAccess({ credentials, sealer, root }).accessKey(id)).toBeUndefined();
      expect(credentials.reads).toBe(0);
    },
  );

  it("that is inactive says so", async () => {
    const credentials = storeWithUser(sealer);
    for (const record of credentials.accessKeys.values()) {
      credentials.accessKeys.set(record.id, { ...record, active: false });
    }
    expect(await createAccess({ credentials, sealer, root }).accessKey("LTAI-ci")).toMatchObject({
      active: false,
    });
  });

  it.each([
    ["its bytes", { sealedSecret: new Uint8Array(64) }],
    ["its id", { id: "LTAI-other" }],
    ["its account", { account: otherAccount }],
    ["its user", { userName: "other" }],
  ])("whose record was altered in %s is an error and not an unknown key", async (_, change) => {
    const credentials = storeWithUser(sealer);
    for (const record of [...credentials.accessKeys.values()]) {
      const altered = { ...record, ...change };
      credentials.accessKeys.set(altered.id, altered);
    }
    const id = "id" in change ? change.id : "LTAI-ci";
    const outcome = createAccess({ credentials, sealer, root }).accessKey(id);
    await expect(outcome).rejects.toBeInstanceOf(AccessError);
    await expect(outcome).rejects.toMatchObject({ reason: "unreadable" });
  });

  it("sealed under another root key is an error", async () => {
    const credentials = storeWithUser(createTestSealer());
    await expect(createAccess({ credentials, sealer, root }).accessKey("LTAI-ci")).rejects.toMatchObject({
      reason: "unreadable",
    });
  });
});

describe("closing", () => {
  it("makes later calls throw", () => {
    const access = createAccess({ credentials: new MapCredentials(), sealer, root });
    access.close();
    const principal = { type: "root", account, name: account, arn: "" } as const;
    expect(() => access.accessKey("keyferry")).toThrow(expect.objectContaining({ reason: "closed" }));
    expect(() => access.decide({ principal, action: "kms:ListKeys", resource: "*", facts })).toThrow(
      AccessError,
    );
  });
});
