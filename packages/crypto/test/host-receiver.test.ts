import {
  createHostReceiver,
  parseRecipientPrivateKey,
  type ReceiverPrimitives,
  sm2CiphertextToRaw,
} from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { rsa2048PrivateKey, sm2PrivateKey } from "../src/conformance/vectors/fixed-keys.ts";
import { knownCiphertexts } from "../src/known-answers/vectors/ciphertexts.ts";

const rsaKey = parseRecipientPrivateKey(rsa2048PrivateKey, "RSA_2048");
const sm2Key = parseRecipientPrivateKey(sm2PrivateKey, "EC_SM2");

function recorder() {
  const seen: Uint8Array[] = [];
  const unwrap = (_key: unknown, exported: Uint8Array) => {
    seen.push(exported);
    return Uint8Array.of(1);
  };
  const primitives: ReceiverPrimitives = {
    name: "recorder",
    unwraps: { SM2PKE: unwrap, RSAES_OAEP_SHA_256: unwrap },
    keyPairs: {},
  };
  return { seen, receiver: createHostReceiver(primitives) };
}

describe("a host receiver", () => {
  it("claims what its primitives have", () => {
    expect(recorder().receiver.wrappingAlgorithms).toEqual(["RSAES_OAEP_SHA_256", "SM2PKE"]);
  });

  it("hands the library SM2 ciphertexts in raw form, whichever arrived", async () => {
    const { seen, receiver } = recorder();
    const raw = sm2CiphertextToRaw(knownCiphertexts.SM2PKE);
    await receiver.openExportedDataKey(sm2Key, knownCiphertexts.SM2PKE, "SM2PKE");
    await receiver.openExportedDataKey(sm2Key, raw, "SM2PKE");
    expect(seen).toEqual([raw, raw]);
  });

  it("keeps ciphertexts of a wrong length from the library", () => {
    const { seen, receiver } = recorder();
    for (const length of [0, 255, 257, 100_000]) {
      expect(() =>
        receiver.openExportedDataKey(rsaKey, new Uint8Array(length), "RSAES_OAEP_SHA_256"),
      ).toThrow(expect.objectContaining({ reason: "undecryptable" }));
    }
    expect(seen).toEqual([]);
  });

  it("refuses an algorithm that it or the key has not", () => {
    const { receiver } = recorder();
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
    const exported = new Uint8Array(256);
    expect(() => receiver.openExportedDataKey(rsaKey, exported, "RSAES_OAEP_SHA_1")).toThrow(unsupported);
    expect(() => receiver.openExportedDataKey(sm2Key, exported, "RSAES_OAEP_SHA_256")).toThrow(unsupported);
    expect(() => receiver.generateRecipientKeyPair("EC_SM2")).toThrow(unsupported);
  });
});
