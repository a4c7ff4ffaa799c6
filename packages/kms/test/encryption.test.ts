import { textsOfEveryKind } from "@keyferry/crypto/conformance";
import { decrypt, encrypt, parseEncryptionContext, type EncryptionContext } from "@keyferry/protocol";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

async function roundTrip(KeyId: string, Plaintext: string): Promise<string> {
  const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext });
  return (await service.call(decrypt, { CiphertextBlob })).Plaintext;
}

describe.each(["Aliyun_AES_256", "Aliyun_SM4"] as const)("Encrypt and Decrypt under %s", (KeySpec) => {
  it.each(textsOfEveryKind)("give the text %j back as it was", async (text) => {
    expect(await roundTrip(await service.newKey({ KeySpec }), text)).toBe(text);
  });

  it.each(["a", "é", "密", "🔑"])("give up to 6,144 bytes of %s back", async (character) => {
    const KeyId = await service.newKey({ KeySpec });
    const text = character.repeat(6144 / bytes(character).length);
    expect(await roundTrip(KeyId, text)).toBe(text);
  });

  it("give any text back", async () => {
    const KeyId = await service.newKey({ KeySpec });
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 1536 });
    await fc.assert(
      fc.asyncProperty(text, async (drawn) => {
        expect(await roundTrip(KeyId, drawn)).toBe(drawn);
      }),
    );
  });

  it.each([1, 2, 3, 4, 32, 6144])("make a blob of 64 bytes and %i", async (length) => {
    const KeyId = await service.newKey({ KeySpec });
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a".repeat(length) });
    expect(CiphertextBlob).toHaveLength(64 + length);
  });
});

describe("Encrypt", () => {
  it("answers the key and its primary version, which is the head of the blob", async () => {
    const KeyId = await service.newKey();
    const answer = await service.call(encrypt, { KeyId, Plaintext: "a" });
    expect(answer.KeyId).toBe(KeyId);
    expect(new TextDecoder().decode(answer.CiphertextBlob.subarray(0, 36))).toBe(answer.KeyVersionId);
  });

  it("makes another blob of the same plaintext each time", async () => {
    const KeyId = await service.newKey();
    const blob = async () => (await service.call(encrypt, { KeyId, Plaintext: "a" })).CiphertextBlob.join();
    expect(await blob()).not.toBe(await blob());
  });
});

describe("Decrypt", () => {
  it("answers the key and the version that encrypted", async () => {
    const KeyId = await service.newKey();
    const { CiphertextBlob, KeyVersionId } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    expect(await service.call(decrypt, { CiphertextBlob })).toEqual({
      KeyId,
      KeyVersionId,
      Plaintext: "a",
    });
  });

  it("gives one answer for every byte that was changed behind the version id", async () => {
    const KeyId = await service.newKey();
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    const answers = new Set<string>();
    for (let place = 36; place < CiphertextBlob.length; place++) {
      const changed = CiphertextBlob.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      answers.add(JSON.stringify(await refusalOf(service.call(decrypt, { CiphertextBlob: changed }))));
    }
    const wrongContext = service.call(decrypt, { CiphertextBlob, EncryptionContext: [["a", "b"]] });
    answers.add(JSON.stringify(await refusalOf(wrongContext)));
    expect([...answers]).toHaveLength(1);
    expect(JSON.parse([...answers].join(""))).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect([...answers].join("")).toContain("CiphertextBlob");
  });

  it.each([
    ["is empty", 0, "InvalidParameter"],
    ["is shorter than a version id", 35, "InvalidParameter"],
    ["ends behind the version id", 36, "InvalidParameter"],
    ["ends inside the IV", 47, "InvalidParameter"],
    ["ends before the tag", 63, "InvalidParameter"],
    ["lacks its last byte", -1, "InvalidParameter"],
  ])("refuses a blob that %s", async (_, length, code) => {
    const KeyId = await service.newKey();
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob: CiphertextBlob.slice(0, length) }))).toBe(
      code,
    );
  });

  it("does not find a version that is not there", async () => {
    const CiphertextBlob = bytes(`11111111-1111-4111-8111-111111111111${"a".repeat(32)}`);
    expect(await refusalOf(service.call(decrypt, { CiphertextBlob }))).toMatchObject({
      code: "Forbidden.KeyNotFound",
      status: 404,
    });
  });

  it("does not open one key's ciphertext as another's", async () => {
    const [one, two] = [await service.newKey(), await service.newKey()];
    const { CiphertextBlob } = await service.call(encrypt, { KeyId: one, Plaintext: "a" });
    const { KeyVersionId } = await service.call(encrypt, { KeyId: two, Plaintext: "a" });
    CiphertextBlob.set(bytes(KeyVersionId));
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("InvalidParameter");
  });

  it("refuses Recipient: plaintext would be the opposite of what is asked for", async () => {
    const KeyId = await service.newKey();
    const { CiphertextBlob } = await service.call(encrypt, { KeyId, Plaintext: "a" });
    const refusal = await refusalOf(service.call(decrypt, { CiphertextBlob, Recipient: "{}" }));
    expect(refusal.code).toBe("UnsupportedOperation");
    expect(refusal.message).toContain("Recipient");
  });
});

describe("an encryption context", () => {
  async function opens(made: EncryptionContext | undefined, given: EncryptionContext | undefined) {
    const KeyId = await service.newKey();
    const under = (EncryptionContext: EncryptionContext | undefined) =>
      EncryptionContext === undefined ? {} : { EncryptionContext };
    const { CiphertextBlob } = await service.call(encrypt, {
      KeyId,
      Plaintext: "a",
      ...under(made),
    });
    return outcomeOf(service.call(decrypt, { CiphertextBlob, ...under(given) }));
  }
  const json = parseEncryptionContext;

  it.each([
    ["the same pairs", '{"a":"1","b":"2"}', '{"a":"1","b":"2"}'],
    ["another order", '{"a":"1","b":"2"}', '{"b":"2","a":"1"}'],
    [
      "another order of keys that look like numbers",
      '{"2":"x","10":"y","a":""}',
      '{"a":"","10":"y","2":"x"}',
    ],
    ["another spelling", '{"é":"密"}', '{ "\\u00e9" : "\\u5bc6" }'],
    ["__proto__ as a key", '{"__proto__":"1"}', '{"__proto__":"1"}'],
  ])("opens with %s", async (_, made, given) => {
    expect(await opens(json(made), json(given))).toBe("OK");
  });

  it.each([
    ["another value", '{"a":"1"}', '{"a":"2"}'],
    ["another key", '{"a":"1"}', '{"b":"1"}'],
    ["one pair more", '{"a":"1"}', '{"a":"1","b":"2"}'],
    ["one pair less", '{"a":"1","b":"2"}', '{"a":"1"}'],
    ["another value of __proto__", '{"__proto__":"1"}', '{"__proto__":"2"}'],
    ["__proto__ left out", '{"__proto__":"1"}', "{}"],
    ["key and value exchanged", '{"a":"b"}', '{"b":"a"}'],
    ["pairs that read the same when joined by = and &", '{"a":"b&c=d"}', '{"a":"b","c":"d"}'],
    ["an = that moved", '{"a":"=b"}', '{"a=":"b"}'],
    ["a letter of another case", '{"a":"x"}', '{"A":"x"}'],
    ["another normal form of a letter", '{"a":"\\u00e9"}', '{"a":"e\\u0301"}'],
  ])("does not open with %s", async (_, made, given) => {
    expect(await opens(json(made), json(given))).toBe("InvalidParameter");
  });

  it("that is empty is none", async () => {
    expect(await opens([], undefined)).toBe("OK");
    expect(await opens(undefined, [])).toBe("OK");
  });

  it("is needed where there was one, and refused where there was none", async () => {
    expect(await opens([["a", "1"]], undefined)).toBe("InvalidParameter");
    expect(await opens(undefined, [["a", "1"]])).toBe("InvalidParameter");
  });
});
