import {
  combineReceivers,
  createHostReceiver,
  parseRecipientPrivateKey,
  type ReceiverPrimitives,
} from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { rsa2048PrivateKey, sm2PrivateKey } from "../src/conformance/vectors/fixed-keys.ts";

const rsaKey = parseRecipientPrivateKey(rsa2048PrivateKey, "RSA_2048");
const sm2Key = parseRecipientPrivateKey(sm2PrivateKey, "EC_SM2");
const pair = (mark: number) => () => ({ privateKey: Uint8Array.of(mark), publicKey: Uint8Array.of(mark) });

function receiverOf(mark: number, primitives: Partial<ReceiverPrimitives>) {
  return createHostReceiver({ name: `receiver ${String(mark)}`, unwraps: {}, keyPairs: {}, ...primitives });
}

const first = receiverOf(1, {
  unwraps: { RSAES_OAEP_SHA_1: () => Uint8Array.of(1) },
  keyPairs: { RSA_2048: pair(1) },
});
const second = receiverOf(2, {
  unwraps: { RSAES_OAEP_SHA_1: () => Uint8Array.of(2), SM2PKE: () => Uint8Array.of(2) },
  keyPairs: { RSA_2048: pair(2), EC_SM2: pair(2) },
});
const both = combineReceivers([first, second]);

describe("combined receivers", () => {
  it("claim what any of them claims", () => {
    expect(both).toMatchObject({
      name: "receiver 1+receiver 2",
      wrappingAlgorithms: ["RSAES_OAEP_SHA_1", "SM2PKE"],
    });
  });

  it("open with the first that has the algorithm", async () => {
    const rsa = await both.openExportedDataKey(rsaKey, new Uint8Array(256), "RSAES_OAEP_SHA_1");
    const sm2 = await both.openExportedDataKey(sm2Key, new Uint8Array(129).fill(4), "SM2PKE");
    expect([rsa.bytes, sm2.bytes]).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });

  it("make key pairs with the first that has an algorithm for them", async () => {
    expect(await both.generateRecipientKeyPair("RSA_2048")).toEqual(pair(1)());
    expect(await both.generateRecipientKeyPair("EC_SM2")).toEqual(pair(2)());
  });

  it("refuse what none of them has", () => {
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
    expect(() => both.openExportedDataKey(rsaKey, new Uint8Array(256), "RSAES_OAEP_SHA_256")).toThrow(
      unsupported,
    );
    expect(() => combineReceivers([first]).generateRecipientKeyPair("EC_SM2")).toThrow(unsupported);
  });
});
