import { constants, createPublicKey, generateKeyPairSync, publicEncrypt } from "node:crypto";
import { parseRecipientKey, parseRecipientPrivateKey } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decryptRsaOaep, encryptRsaOaep } from "../src/rsa-oaep.ts";
import { oaepOptions, opensslDecrypt, opensslEncrypt } from "./openssl.ts";
import { undecryptable, visibleError } from "./undecryptable.ts";

const generateDer = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });

const pair = generateDer();
const recipient = parseRecipientKey(pair.publicKey, "RSA_2048");
const privateKey = parseRecipientPrivateKey(pair.privateKey, "RSA_2048");
const nativePublicKey = createPublicKey({ key: pair.publicKey, format: "der", type: "spki" });

async function wrap(hash: "sha1" | "sha256", payload: Uint8Array): Promise<Uint8Array> {
  return encryptRsaOaep(hash)(recipient, payload);
}

describe.each([
  { hash: "sha256", maxPayload: 190 },
  { hash: "sha1", maxPayload: 214 },
] as const)("RSAES-OAEP with $hash", ({ hash, maxPayload }) => {
  const open = decryptRsaOaep(hash);

  it("opens what it encrypted, up to the longest payload", async () => {
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: maxPayload }), async (payload) => {
      const exported = await wrap(hash, payload);
      expect(exported).toHaveLength(256);
      expect(open(privateKey, exported)).toEqual(Uint8Array.from(payload));
    });
    await fc.assert(property, {
      numRuns: 20,
      examples: [[new Uint8Array(maxPayload).fill(0xff)], [new Uint8Array(1)]],
    });
  });

  it("is opened by OpenSSL's command, and opens what that encrypted", async () => {
    const payload = new Uint8Array(32).map((_, i) => i);
    const exported = await wrap(hash, payload);
    expect(opensslDecrypt(pair.privateKey, exported, oaepOptions(hash))).toEqual(payload);
    const theirs = opensslEncrypt(pair.publicKey, payload, oaepOptions(hash));
    expect(open(privateKey, theirs)).toEqual(payload);
  });

  it("encrypts the same payload differently each time", async () => {
    const payload = new Uint8Array(16);
    expect(await wrap(hash, payload)).not.toEqual(await wrap(hash, payload));
  });

  it("answers plain byte arrays, whose slices are copies", async () => {
    const exported = await wrap(hash, new Uint8Array(16));
    expect(Object.getPrototypeOf(exported)).toBe(Uint8Array.prototype);
    expect(Object.getPrototypeOf(open(privateKey, exported))).toBe(Uint8Array.prototype);
  });

  it("refuses a ciphertext without its leading zero, which is the same number", async () => {
    let exported: Uint8Array;
    do exported = await wrap(hash, new Uint8Array(32));
    while (exported[0] !== 0);
    expect(open(privateKey, exported)).toEqual(new Uint8Array(32));
    expect(() => open(privateKey, exported.subarray(1))).toThrow(undecryptable);
  });

  it("answers every failure to open with the same error", async () => {
    const exported = await wrap(hash, new Uint8Array(32));
    const failures = {
      "an altered byte": exported.map((byte, i) => (i === 255 ? byte ^ 1 : byte)),
      "another hash": await wrap(hash === "sha1" ? "sha256" : "sha1", new Uint8Array(32)),
      "PKCS #1 v1.5 padding": publicEncrypt(
        { key: nativePublicKey, padding: constants.RSA_PKCS1_PADDING },
        new Uint8Array(32),
      ),
      "a number past the modulus": new Uint8Array(256).fill(0xff),
      zero: new Uint8Array(256),
      "a short ciphertext": exported.subarray(1),
      nothing: new Uint8Array(0),
    };
    const expected = {
      name: "CryptoError",
      reason: "undecryptable",
      message: "the ciphertext does not open",
      hasCause: false,
    };
    for (const [name, bytes] of Object.entries(failures)) {
      expect(
        visibleError(() => open(privateKey, bytes)),
        name,
      ).toEqual(expected);
    }
    const other = parseRecipientPrivateKey(generateDer().privateKey, "RSA_2048");
    expect(
      visibleError(() => open(other, exported)),
      "another private key",
    ).toEqual(expected);
  });
});
