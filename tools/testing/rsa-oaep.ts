import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import {
  type HostUnwrap,
  type HostWrap,
  type RsaRecipientKey,
  type RsaRecipientPrivateKey,
  parseRecipientKey,
  parseRecipientPrivateKey,
} from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "./left-out.ts";
import { oaepOptions, opensslDecrypt, opensslEncrypt } from "./openssl.ts";
import { undecryptable } from "./undecryptable.ts";
import { visibleError } from "./visible-error.ts";

/** RSAES-OAEP of one package, for recipients of RSA_2048. */
export interface RsaOaep {
  readonly encryptRsaOaep: (hash: "sha1" | "sha256") => HostWrap<RsaRecipientKey>;
  readonly decryptRsaOaep: (hash: "sha1" | "sha256") => HostUnwrap<RsaRecipientPrivateKey>;
}

const padding = constants.RSA_PKCS1_OAEP_PADDING;

const generateDer = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });

/** Tests that a package's RSAES-OAEP is that of `node:crypto` and of the `openssl` command, and tells no failure apart. */
export function testRsaOaep({ encryptRsaOaep, decryptRsaOaep }: RsaOaep): void {
  const pair = generateDer();
  const rsaPrivateKey = (pkcs8: Uint8Array) =>
    parseRecipientPrivateKey(pkcs8, "RSA_2048") as RsaRecipientPrivateKey;
  const recipient = parseRecipientKey(pair.publicKey, "RSA_2048") as RsaRecipientKey;
  const privateKey = rsaPrivateKey(pair.privateKey);
  const nativePrivateKey = createPrivateKey({ key: pair.privateKey, format: "der", type: "pkcs8" });
  const nativePublicKey = createPublicKey({ key: pair.publicKey, format: "der", type: "spki" });

  describe.each([
    { hash: "sha256", otherHash: "sha1", maxPayload: 190 },
    { hash: "sha1", otherHash: "sha256", maxPayload: 214 },
  ] as const)("RSAES-OAEP with $hash", ({ hash, otherHash, maxPayload }) => {
    const wrap = async (payload: Uint8Array) => encryptRsaOaep(hash)(recipient, payload);
    const open = async (exported: Uint8Array) => decryptRsaOaep(hash)(privateKey, exported);
    const payloads = fc.uint8Array({ maxLength: maxPayload });
    const examples: [Uint8Array][] = [[new Uint8Array(maxPayload).fill(0xff)], [new Uint8Array(1)]];

    it("is opened by node:crypto and by itself, up to the longest payload", async () => {
      const property = fc.asyncProperty(payloads, async (payload) => {
        const exported = await wrap(payload);
        expect(exported).toHaveLength(256);
        const opened = privateDecrypt({ key: nativePrivateKey, padding, oaepHash: hash }, exported);
        expect(Uint8Array.from(opened)).toEqual(Uint8Array.from(payload));
        expect(await open(exported)).toEqual(Uint8Array.from(payload));
      });
      await fc.assert(property, { numRuns: 15, examples });
    });

    it("opens what node:crypto encrypted", async () => {
      const property = fc.asyncProperty(payloads, async (payload) => {
        const theirs = publicEncrypt({ key: nativePublicKey, padding, oaepHash: hash }, payload);
        expect(await open(theirs)).toEqual(Uint8Array.from(payload));
      });
      await fc.assert(property, { numRuns: 15, examples });
    });

    it.skipIf(isLeftOut("openssl"))(
      "is opened by OpenSSL's command, and opens what that encrypted",
      async () => {
        const payload = new Uint8Array(32).map((_, i) => i);
        const options = oaepOptions(hash);
        expect(opensslDecrypt(pair.privateKey, await wrap(payload), options)).toEqual(payload);
        expect(await open(opensslEncrypt(pair.publicKey, payload, options))).toEqual(payload);
      },
    );

    it("encrypts the same payload differently each time", async () => {
      const payload = new Uint8Array(16);
      expect(await wrap(payload)).not.toEqual(await wrap(payload));
    });

    it("answers plain byte arrays, whose slices are copies", async () => {
      const exported = await wrap(new Uint8Array(16));
      expect(Object.getPrototypeOf(exported)).toBe(Uint8Array.prototype);
      expect(Object.getPrototypeOf(await open(exported))).toBe(Uint8Array.prototype);
    });

    it("refuses a ciphertext without its leading zero, which is the same number", async () => {
      let exported: Uint8Array;
      do {
        exported = Uint8Array.from(
          publicEncrypt({ key: nativePublicKey, padding, oaepHash: hash }, new Uint8Array(32)),
        );
      } while (exported[0] !== 0);
      expect(await open(exported)).toEqual(new Uint8Array(32));
      await expect(open(exported.subarray(1))).rejects.toThrow(undecryptable);
    });

    it("answers every failure to open with the same error", async () => {
      const payload = new Uint8Array(32);
      const exported = await wrap(payload);
      const failures = {
        "an altered byte": exported.map((byte, i) => (i === 255 ? byte ^ 1 : byte)),
        "another hash": await encryptRsaOaep(otherHash)(recipient, payload),
        "PKCS #1 v1.5 padding": publicEncrypt(
          { key: nativePublicKey, padding: constants.RSA_PKCS1_PADDING },
          payload,
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
        expect(await visibleError(() => open(bytes)), name).toEqual(expected);
      }
      const other = rsaPrivateKey(generateDer().privateKey);
      const opening = () => decryptRsaOaep(hash)(other, exported);
      expect(await visibleError(opening), "another private key").toEqual(expected);
    });
  });
}
