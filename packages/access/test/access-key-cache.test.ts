import { createAccess } from "@keyferry/access";
import { describe, expect, it, vi } from "vitest";
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

/** What was in the bytes that some work wipes. */
function wipedBy(work: () => void): readonly Uint8Array[] {
  const wiped: Uint8Array[] = [];
  const fill = vi.spyOn(Uint8Array.prototype, "fill").mockImplementation(function (this: Uint8Array) {
    wiped.push(this.slice());
    return this;
  });
  try {
    work();
  } finally {
    fill.mockRestore();
  }
  return wiped;
}

/** The texts that two byte strings of a length make together: a secret under its mask, and the mask. */
function keptSecrets(wiped: readonly Uint8Array[]): readonly string[] {
  return wiped.flatMap((masked) =>
    wiped
      .filter((mask) => mask.length === masked.length)
      .map((mask) => new TextDecoder().decode(masked.map((byte, at) => byte ^ (mask[at] ?? 0)))),
  );
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

  it("stands nowhere once its key was handed out", async () => {
    const { opened, sealer: watched } = watchedSealer();
    const access = createAccess({ credentials: storeWithUser(sealer), sealer: watched, root });
    await access.accessKey("LTAI-ci");
    expect(opened.map(isWiped)).toEqual([true]);
  });

  it("is wiped at closing, in the form in which it is kept", async () => {
    const access = createAccess({ credentials: storeWithUser(sealer), sealer, root });
    const key = await access.accessKey("LTAI-ci");
    expect(
      keptSecrets(
        wipedBy(() => {
          access.close();
        }),
      ),
    ).toContain("not-a-secret");
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
    const cache = createAccessKeyCache(sealer, 1);
    const record = theRecord();
    cache.open(record);
    const { account, userName } = record;
    const id = "LTAI-other";
    const label = { kind: "access key secret", account, userName, accessKeyId: id } as const;
    const sealedSecret = sealer.seal(label, new TextEncoder().encode("another"));
    const wiped = wipedBy(() => {
      cache.open({ ...record, id, sealedSecret });
    });
    expect(keptSecrets(wiped)).toContain("not-a-secret");
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
