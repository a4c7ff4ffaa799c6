import { generateDataKeyWithoutPlaintext, decrypt, listKeys } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState, readStateFacts } from "../../src/playground/state/state-file.ts";
import { openTab } from "./tab.ts";

const savedAt = Date.UTC(2027, 0, 2);
const passphrase = "caf\u00e9 au lait";
const day = 86_400_000;

/** A playground that was used, and its file. Each passphrase costs a second: it is saved once. */
const used = memo(async (words: string | undefined) => {
  using tab = await openTab();
  const { CiphertextBlob } = await tab.call(generateDataKeyWithoutPlaintext, { KeyId: "alias/orders" });
  await tab.kms.advance(8 * day);
  const { Plaintext } = await tab.call(decrypt, { CiphertextBlob });
  const { Keys } = await tab.call(listKeys, { PageSize: 100 });
  const state = await tab.kms.state();
  const file = await encodeState(state, { passphrase: words, savedAt });
  return { CiphertextBlob, Plaintext, Keys, state, file };
});

function memo<A, T>(work: (asked: A) => T): (asked: A) => T {
  const known = new Map<A, T>();
  return (asked) => {
    const done = known.get(asked) ?? work(asked);
    known.set(asked, done);
    return done;
  };
}

type Json = Record<string, unknown>;

/** A file with something changed. */
function changed(file: Uint8Array, change: (document: Json) => void): Uint8Array {
  const document = JSON.parse(Buffer.from(file).toString("utf8")) as Json;
  change(document);
  return Buffer.from(JSON.stringify(document));
}

describe("a saved playground", () => {
  it.each([
    ["without a passphrase", undefined, undefined],
    // However the letters of a passphrase were composed.
    ["with its passphrase", passphrase, "cafe\u0301 au lait"],
  ])("is the same when it is opened again %s", async (_, words, typed) => {
    const { CiphertextBlob, Plaintext, Keys, file } = await used(words);
    expect(readStateFacts(file)).toEqual({
      savedAt: "2027-01-02T00:00:00.000Z",
      needsPassphrase: words !== undefined,
    });
    using tab = await openTab({ state: await decodeState(file, typed) });
    expect((await tab.call(decrypt, { CiphertextBlob })).Plaintext).toBe(Plaintext);
    expect((await tab.call(listKeys, { PageSize: 100 })).Keys).toEqual(Keys);
    expect(tab.kms.clock.ahead()).toBe(8 * day);
    expect(await tab.inspect("chain")).toMatchObject({ whole: true, chains: 2 });
    const lines = await tab.trail();
    expect(lines.some((line) => line.includes('"GenerateDataKeyWithoutPlaintext"'))).toBe(true);
  });

  it.each([undefined, passphrase])("shows its root key only without a passphrase: %s", async (words) => {
    const { state, file } = await used(words);
    const key = Buffer.from(state.rootKey).toString("base64");
    expect(Buffer.from(file).toString("utf8").includes(key)).toBe(words === undefined);
  });

  it("opens with its passphrase alone", async () => {
    const { file } = await used(passphrase);
    await expect(decodeState(file)).rejects.toMatchObject({ reason: "locked" });
    await expect(decodeState(file, "")).rejects.toMatchObject({ reason: "locked" });
    await expect(decodeState(file, "cafe au lait")).rejects.toMatchObject({ reason: "wrong passphrase" });
  });

  it("is refused where its cost would tell the passphrase, or take the tab down", async () => {
    const { file } = await used(passphrase);
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
    const file = changed((await used(undefined)).file, (document) => (document["version"] = 2));
    await expect(decodeState(file)).rejects.toMatchObject({ reason: "newer" });
  });

  it("is refused when any of it was changed or cut", async () => {
    const { file } = await used(undefined);
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
