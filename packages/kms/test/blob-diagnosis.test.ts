import { randomUUID } from "node:crypto";
import type { CryptoBackend } from "@keyferry/crypto";
import { createBlobDiagnostician } from "@keyferry/kms";
import { encrypt } from "@keyferry/protocol";
import { rootPrincipal } from "@keyferry/access";
import { beforeEach, describe, expect, it } from "vitest";
import { account, bytes, createService, otherAccount, region, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
let blob: Uint8Array;
const context = [["tenant", "a"]] as const;

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
  blob = await blobOf(KeyId);
});

async function blobOf(key: string, EncryptionContext?: typeof context, caller = {}): Promise<Uint8Array> {
  const request = {
    KeyId: key,
    Plaintext: "a data key",
    ...(EncryptionContext && { EncryptionContext }),
  };
  return (await service.call(encrypt, request, caller)).CiphertextBlob;
}

function diagnose(
  unopened: Uint8Array,
  { where = region, who = account, tryWithoutContext = false, crypto = service.crypto } = {},
) {
  const diagnostician = createBlobDiagnostician({ store: service.store, crypto });
  return diagnostician({ blob: unopened, scope: { account: who, region: where }, tryWithoutContext });
}

function altered(original: Uint8Array, at: number): Uint8Array {
  const copy = original.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe("a blob", () => {
  it("of a key of this region is found with its key", async () => {
    expect(await diagnose(altered(blob, 60))).toEqual({
      length: blob.length,
      keyVersionId: String.fromCharCode(...blob.subarray(0, 36)),
      key: { id: KeyId, instance: null },
      otherRegions: [],
      wholeBody: true,
      opensWithoutContext: null,
    });
  });

  it("of a key in another region of the account is found there", async () => {
    const there = { region: "cn-beijing" };
    const foreign = await blobOf(await service.newKey({}, there), undefined, there);
    expect(await diagnose(foreign)).toMatchObject({ key: null, otherRegions: ["cn-beijing"] });
  });

  it("of a key of another account is not known at all", async () => {
    const other = { principal: rootPrincipal(otherAccount) };
    const foreign = await blobOf(await service.newKey({}, other), undefined, other);
    expect(await diagnose(foreign)).toMatchObject({ key: null, otherRegions: [], wholeBody: null });
    expect(await diagnose(blob, { who: otherAccount })).toMatchObject({ key: null, otherRegions: [] });
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["other bytes", new Uint8Array(100).fill(255)],
    ["a version id that is cut short", new TextEncoder().encode("a".repeat(35))],
  ])("that is %s begins with no key version", async (_, bad) => {
    expect(await diagnose(bad)).toMatchObject({ length: bad.length, keyVersionId: null, key: null });
  });

  it.each([1, 2, 3, 20])("that has lost its last %i bytes is not whole", async (lost) => {
    const cut = blob.subarray(0, blob.length - lost);
    expect((await diagnose(cut)).wholeBody).toBe(cut.length >= 36 + 28);
  });
});

describe("the encryption context", () => {
  it("is the cause when the blob opens without one", async () => {
    expect(await diagnose(blob, { tryWithoutContext: true })).toMatchObject({ opensWithoutContext: true });
  });

  it("is not known to be the cause when it does not", async () => {
    const bound = await blobOf(KeyId, context);
    expect(await diagnose(bound, { tryWithoutContext: true })).toMatchObject({ opensWithoutContext: false });
    const broken = altered(blob, 60);
    expect(await diagnose(broken, { tryWithoutContext: true })).toMatchObject({ opensWithoutContext: false });
  });

  it("is tried on the host only, and what comes out is wiped", async () => {
    const opened: Uint8Array[] = [];
    const watched: CryptoBackend = {
      ...service.crypto,
      async decrypt(bound) {
        const plaintext = await service.crypto.decrypt(bound);
        opened.push(plaintext);
        return plaintext;
      },
    };
    await diagnose(blob, { tryWithoutContext: true, crypto: watched });
    expect(opened).toEqual([new Uint8Array(bytes("a data key").length)]);
    const capabilities = watched.capabilities.map((row) => ({ ...row, protectionLevel: "HSM" as const }));
    const hardware = { ...watched, capabilities };
    expect(await diagnose(blob, { tryWithoutContext: true, crypto: hardware })).toMatchObject({
      opensWithoutContext: null,
      wholeBody: null,
    });
    expect(opened).toHaveLength(1);
  });
});

describe("the work", () => {
  it("is the same, whatever is found", async () => {
    const reads = async (unopened: Uint8Array) => {
      let count = 0;
      const store = {
        ...service.store,
        scoped: (scope: Parameters<Service["store"]["scoped"]>[0]) => {
          count += 1;
          return service.store.scoped(scope);
        },
      };
      const diagnostician = createBlobDiagnostician({ store, crypto: service.crypto });
      await diagnostician({ blob: unopened, scope: { account, region }, tryWithoutContext: false });
      return count;
    };
    const unknown = new Uint8Array(blob);
    unknown.set(bytes(randomUUID()));
    expect((await diagnose(unknown)).key).toBeNull();
    expect(await reads(unknown)).toBe(await reads(blob));
  });
});
