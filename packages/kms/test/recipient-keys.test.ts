import { CryptoError } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { createRecipientKeyReader } from "../src/call/recipient.ts";
import { recipients } from "./recipients.ts";

const { PublicKeyBlob: rsa } = recipients.RSAES_OAEP_SHA_256.fields;
const { PublicKeyBlob: sm2 } = recipients.SM2PKE.fields;

describe("what remembers recipients' keys", () => {
  it("answers the very same key for the same bytes", () => {
    const read = createRecipientKeyReader({ max: 2 });
    expect(read(rsa.slice(), "RSA_2048")).toBe(read(rsa, "RSA_2048"));
    expect(read(sm2.slice(), "EC_SM2")).toBe(read(sm2, "EC_SM2"));
  });

  it("forgets the key that was longest unused", () => {
    const read = createRecipientKeyReader({ max: 1 });
    const first = read(rsa, "RSA_2048");
    read(sm2, "EC_SM2");
    expect(read(rsa, "RSA_2048")).not.toBe(first);
  });

  it("does not take a key that it knows as one of another spec", () => {
    const read = createRecipientKeyReader({ max: 2 });
    read(rsa, "RSA_2048");
    expect(() => read(rsa, "EC_SM2")).toThrow(CryptoError);
  });

  it("refuses a bad key every time, also an endless one", () => {
    const read = createRecipientKeyReader({ max: 2 });
    for (const bad of [rsa.subarray(1), rsa.subarray(1), new Uint8Array(100_000), new Uint8Array(100_000)]) {
      expect(() => read(bad, "RSA_2048")).toThrow(CryptoError);
    }
  });
});
