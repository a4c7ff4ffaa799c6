import { generateDataKeyWithoutPlaintext, decrypt, listKeys } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState, readStateFacts } from "../../src/playground/state/state-file.ts";
import { openTab } from "./tab.ts";

const savedAt = Date.UTC(2027, 0, 2);
const passphrase = "one two three four";

/** A new playground's state, and what it saves. */
async function saved(words?: string): Promise<Uint8Array> {
  using tab = await openTab();
  return await encodeState(await tab.kms.state(), { passphrase: words, savedAt });
}

type Json = Record<string, unknown>;

/** A file with something changed. */
function changed(file: Uint8Array, change: (document: Json) => void): Uint8Array {
  const document = JSON.parse(Buffer.from(file).toString("utf8")) as Json;
  change(document);
  return Buffer.from(JSON.stringify(document));
}

describe("a saved playground", () => {
  it.each([undefined, passphrase])(
    "is the same when it is opened again, with the passphrase %s",
    async (words) => {
      using before = await openTab();
      const { CiphertextBlob } = await before.call(generateDataKeyWithoutPlaintext, {
        KeyId: "alias/orders",
      });
      await before.kms.advance(8 * 86_400_000);
      const { Plaintext } = await before.call(decrypt, { CiphertextBlob });
      const file = await encodeState(await before.kms.state(), { passphrase: words, savedAt });

      expect(readStateFacts(file)).toEqual({
        savedAt: "2027-01-02T00:00:00.000Z",
        needsPassphrase: words !== undefined,
      });
      using after = await openTab({ state: await decodeState(file, words) });
      expect((await after.call(decrypt, { CiphertextBlob })).Plaintext).toBe(Plaintext);
      const keysOf = async (tab: typeof after) => (await tab.call(listKeys, { PageSize: 100 })).Keys;
      expect(await keysOf(after)).toEqual(await keysOf(before));
      expect(after.kms.clock.ahead()).toBe(8 * 86_400_000);
      expect(after.kms.trail.verify()).toMatchObject({ whole: true });
      const { lines } = after.kms.trail.kept();
      expect(lines.some((line) => line.includes('"GenerateDataKeyWithoutPlaintext"'))).toBe(true);
    },
  );

  it("holds its root key sealed, where there is a passphrase", async () => {
    using tab = await openTab();
    const state = await tab.kms.state();
    const key = Buffer.from(state.rootKey).toString("base64");
    const textOf = async (words?: string) =>
      Buffer.from(await encodeState(state, { passphrase: words, savedAt })).toString("utf8");
    expect(await textOf()).toContain(key);
    expect(await textOf(passphrase)).not.toContain(key);
  });

  it("opens with its passphrase alone, however its letters were composed", async () => {
    const file = await saved("caf\u00e9 au lait");
    await expect(decodeState(file)).rejects.toMatchObject({ reason: "locked" });
    await expect(decodeState(file, "")).rejects.toMatchObject({ reason: "locked" });
    await expect(decodeState(file, "cafe au lait")).rejects.toMatchObject({ reason: "wrong passphrase" });
    await expect(decodeState(file, "cafe\u0301 au lait")).resolves.toHaveProperty("store");
  });

  it("is refused where its cost would tell the passphrase, or take the tab down", async () => {
    const file = await saved(passphrase);
    for (const cost of [
      { logN: 1 },
      { logN: 30 },
      { r: 1024 },
      { p: 1000 },
      { salt: "" },
      { salt: "AA==" },
    ]) {
      const worse = changed(file, (document) => Object.assign(document["rootKey"] as Json, cost));
      await expect(decodeState(worse, passphrase), JSON.stringify(cost)).rejects.toMatchObject({
        reason: "damaged",
      });
    }
  });

  it.each(["", "hello", "{}", "[]", "null", '{"format":"keyferry store","version":1,"rows":{}}'])(
    "is none that says %j",
    async (text) => {
      await expect(decodeState(Buffer.from(text))).rejects.toMatchObject({ reason: "foreign" });
    },
  );

  it("of a later version is refused as that", async () => {
    const file = changed(await saved(), (document) => (document["version"] = 2));
    await expect(decodeState(file)).rejects.toMatchObject({ reason: "newer" });
  });

  it("is refused when any of it was changed or cut", async () => {
    const file = await saved();
    const damaged = [
      file.subarray(0, file.length / 2),
      file.subarray(0, file.length - 1),
      changed(file, (document) => (document["version"] = 0)),
      changed(file, (document) => (document["extra"] = true)),
      changed(file, (document) => (document["savedAt"] = "yesterday")),
      changed(file, (document) => (document["content"] = "AAAA")),
      changed(file, (document) => (document["content"] = String(document["content"]).replace("A", "B"))),
      changed(file, (document) => (document["rootKey"] = { protection: "none", key: "AAAA" })),
      changed(file, (document) => {
        document["rootKey"] = { protection: "none", key: Buffer.alloc(32).toString("base64") };
      }),
    ];
    for (const [index, each] of damaged.entries()) {
      await expect(decodeState(each), String(index)).rejects.toMatchObject({ reason: "damaged" });
    }
  });

  it("is not read at all when it is larger than one can be", async () => {
    const file = new Uint8Array(64 * 1_048_576 + 1);
    await expect(decodeState(file)).rejects.toMatchObject({ reason: "too large" });
  });

  it("is refused when its rows do not go together", async () => {
    using tab = await openTab();
    const state = await tab.kms.state();
    const store = { ...state.store, keys: state.store.keys.slice(1) };
    await expect(openTab({ state: { ...state, store } })).rejects.toMatchObject({ reason: "refused" });
  });
});
