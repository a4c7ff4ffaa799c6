import { constants, createPublicKey, publicEncrypt } from "node:crypto";
import { parseRecipientPrivateKey } from "@keyferry/crypto";
import { createWebCryptoReceiver } from "@keyferry/crypto-webcrypto";
import { describe, expect, it } from "vitest";
import { visibleError } from "../../../tools/testing/visible-error.ts";
import { recordingSubtle } from "./recording-subtle.ts";
import { refusingSubtle } from "./refusing-subtle.ts";

const receiver = createWebCryptoReceiver();
const pair = await receiver.generateRecipientKeyPair("RSA_2048");
const privateKey = parseRecipientPrivateKey(pair.privateKey, "RSA_2048");
const publicKey = createPublicKey({ key: Buffer.from(pair.publicKey), format: "der", type: "spki" });

describe("the receiver on SubtleCrypto", () => {
  it("claims RSAES-OAEP with both hashes", () => {
    expect(receiver.wrappingAlgorithms).toEqual(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"]);
  });

  it("answers every failure to open with the same error", async () => {
    const wrap = (oaepHash: string, padding: number) =>
      new Uint8Array(publicEncrypt({ key: publicKey, oaepHash, padding }, Buffer.alloc(32)));
    const sound = wrap("sha256", constants.RSA_PKCS1_OAEP_PADDING);
    const failures = {
      "an altered byte": sound.map((byte, i) => (i === 255 ? byte ^ 1 : byte)),
      "another hash": wrap("sha1", constants.RSA_PKCS1_OAEP_PADDING),
      "PKCS #1 v1.5 padding": wrap("sha256", constants.RSA_PKCS1_PADDING),
      "a number past the modulus": new Uint8Array(256).fill(0xff),
      zero: new Uint8Array(256),
    };
    for (const [name, exported] of Object.entries(failures)) {
      const opening = () => receiver.openExportedDataKey(privateKey, exported, "RSAES_OAEP_SHA_256");
      expect(await visibleError(opening), name).toEqual({
        name: "CryptoError",
        reason: "undecryptable",
        message: "the ciphertext does not open",
        hasCause: false,
      });
    }
  });

  it("refuses a private key that SubtleCrypto does not take, without its words", async () => {
    const refusing = createWebCryptoReceiver({ subtle: refusingSubtle });
    const opening = () => refusing.openExportedDataKey(privateKey, new Uint8Array(256), "RSAES_OAEP_SHA_256");
    expect(await visibleError(opening)).toEqual({
      name: "CryptoError",
      reason: "recipient key refused",
      message: "the private key cannot be read",
      hasCause: false,
    });
  });

  it("imports private keys so that they cannot be exported", async () => {
    const { subtle, calls } = recordingSubtle();
    const recording = createWebCryptoReceiver({ subtle });
    const exported = new Uint8Array(publicEncrypt({ key: publicKey, oaepHash: "sha1" }, Buffer.alloc(16)));
    const opened = await recording.openExportedDataKey(privateKey, exported, "RSAES_OAEP_SHA_1");
    expect(opened.bytes).toEqual(new Uint8Array(16));
    expect(calls.map(({ method }) => method)).toEqual(["importKey", "decrypt"]);
    expect(calls[0]?.answer).toMatchObject({ extractable: false, usages: ["decrypt"] });
  });
});
