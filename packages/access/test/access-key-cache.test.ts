import { createAccess } from "@keyferry/access";
import { describe, expect, it } from "vitest";
import { createAccessKeyCache } from "../src/identities/access-key-cache.ts";
import { createTestSealer, MapCredentials, otherAccount, root, storeWithUser } from "./world.ts";

const sealer = createTestSealer();

/** A sealer that keeps each secret that it has opened, to see what becomes of it. */
function watchedSealer() {
  const opened: Uint8Array[] = [];
  const open = (...parameters: Parameters<typeof sealer.open>) => {
    const plaintext = sealer.open(...parameters);
    opened.push(plaintext);
    return plaintext;
  };
  return { opened, sealer: { ...sealer, open } };
}

function theRecord() {
  for (const record of storeWithUser(sealer).accessKeys.values()) return record;
  throw new Error("there is no access key");
}

const isWiped = (bytes: Uint8Array | undefined) => bytes?.every((byte) => byte === 0);

describe("a stored access key's secret", () => {
  it("is unsealed once, and handed out as a copy", async () => {
    const { opened, sealer: watched } = watchedSealer();
    const access = createAccess({ credentials: storeWithUser(sealer), sealer: watched, root });
    (await access.accessKey("LTAI-ci"))?.secret.fill(0);
    const again = await access.accessKey("LTAI-ci");
    expect(new TextDecoder().decode(again?.secret)).toBe("not-a-secret");
    expect(opened).toHaveLength(1);
  });

  it("is found in the view that is handed in", async () => {
    const access = createAccess({ credentials: new MapCredentials(), sealer, root });
    expect(await access.accessKey("LTAI-ci")).toBeUndefined();
    expect(await access.accessKey("LTAI-ci", { identities: storeWithUser(sealer) })).toBeDefined();
  });

  it("is wiped at closing", async () => {
    const { opened, sealer: watched } = watchedSealer();
    const access = createAccess({ credentials: storeWithUser(sealer), sealer: watched, root });
    const key = await access.accessKey("LTAI-ci");
    access.close();
    expect(opened.map(isWiped)).toEqual([true]);
    // Whoever verifies a signature at that moment has a copy.
    expect(isWiped(key?.secret)).toBe(false);
  });

  it("is not kept by a request that comes to its end after closing", async () => {
    const { opened, sealer: watched } = watchedSealer();
    const access = createAccess({ credentials: storeWithUser(sealer), sealer: watched, root });
    const key = access.accessKey("LTAI-ci");
    access.close();
    await expect(key).rejects.toMatchObject({ reason: "closed" });
    expect(opened).toEqual([]);
  });

  it("is wiped when others have taken its place", () => {
    const { opened, sealer: watched } = watchedSealer();
    const cache = createAccessKeyCache(watched, 1);
    const record = theRecord();
    cache.open(record);
    const other = { ...record, id: "LTAI-other" };
    const sealedSecret = sealer.seal(
      { kind: "access key secret", account: other.account, userName: other.userName, accessKeyId: other.id },
      new TextEncoder().encode("another"),
    );
    expect(new TextDecoder().decode(cache.open({ ...other, sealedSecret }).secret)).toBe("another");
    expect(opened.map(isWiped)).toEqual([true, false]);
  });

  it.each([
    ["sealed bytes", { sealedSecret: new Uint8Array(64) }],
    ["account", { account: otherAccount }],
    ["user", { userName: "other" }],
  ])("is not what is kept under the same id with another %s", (_, change) => {
    const cache = createAccessKeyCache(sealer);
    const record = theRecord();
    cache.open(record);
    expect(() => cache.open({ ...record, ...change })).toThrow(
      expect.objectContaining({ reason: "unreadable" }),
    );
  });

  it("is active as its record says, whatever it was before", () => {
    const cache = createAccessKeyCache(sealer);
    const record = theRecord();
    expect([true, false].map((active) => cache.open({ ...record, active }).active)).toEqual([true, false]);
  });
});
