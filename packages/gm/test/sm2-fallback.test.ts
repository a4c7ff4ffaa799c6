import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import {
  encodeEcPrivateKey,
  encodeEcPublicKey,
  sm2CiphertextToDer,
  sm2CiphertextToRaw,
} from "@keyferry/crypto";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslDecrypt, opensslEncrypt } from "../../../tools/testing/openssl.ts";

/** The package's parts, as they load on a platform with this `WebAssembly`. */
async function loadWith(webAssembly: unknown) {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", webAssembly);
  return {
    ...(await import("../src/sm2/choose-arithmetic.ts")),
    ...(await import("../src/arithmetic/noble.ts")),
    ...(await import("../src/sm2/encryption.ts")),
    ...(await import("../src/sm2/signature.ts")),
    ...(await import("../src/sm2/key-pair.ts")),
  };
}

const refusing = {
  Module: function refuse() {
    throw new EvalError("refused by the content security policy");
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe.each([
  ["has no WebAssembly", undefined],
  ["forbids to compile any", refusing],
])("SM2 where the platform %s", (_name, webAssembly) => {
  it("works on noble's arithmetic", async () => {
    const { sm2Arithmetic, sm2Noble } = await loadWith(webAssembly);
    expect(sm2Arithmetic()).toBe(sm2Noble);
  });

  it("encrypts and decrypts the example of GB/T 32918.5 annex C", async () => {
    const { encryptSm2, decryptSm2 } = await loadWith(webAssembly);
    const privateKey = hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    const publicKey = hexToBytes(
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
    );
    const k = hexToBytes("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21");
    const ciphertext = encryptSm2(publicKey, utf8ToBytes("encryption standard"), () => k);
    expect(bytesToHex(ciphertext)).toBe(
      "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73" +
        "e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0" +
        "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766" +
        "21886ca989ca9c7d58087307ca93092d651efa",
    );
    expect(decryptSm2(privateKey, ciphertext)).toEqual(utf8ToBytes("encryption standard"));
  });

  it("makes key pairs and signatures that node:crypto takes, and takes its own", async () => {
    const { generateSm2PrivateKey, sm2PublicKeyOf, signSm2, verifySm2 } = await loadWith(webAssembly);
    const scalar = generateSm2PrivateKey();
    const point = sm2PublicKeyOf(scalar);
    const pkcs8 = Buffer.from(encodeEcPrivateKey("EC_SM2", scalar, point));
    const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    const spki = Buffer.from(encodeEcPublicKey("EC_SM2", point));
    const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
    const message = utf8ToBytes("a message");
    expect(verify("sm3", message, publicKey, sign("sm3", message, key))).toBe(true);

    const digest = new Uint8Array(32).fill(0x5a);
    const signature = signSm2(scalar, digest);
    expect(verifySm2(point, digest, signature)).toBe(true);
    const other = digest.map((byte) => byte ^ 1);
    expect(verifySm2(point, other, signature)).toBe(false);
  });

  it.skipIf(isLeftOut("openssl"))("is opened by OpenSSL, and opens what OpenSSL encrypted", async () => {
    const { generateSm2PrivateKey, sm2PublicKeyOf, encryptSm2, decryptSm2 } = await loadWith(webAssembly);
    const scalar = generateSm2PrivateKey();
    const point = sm2PublicKeyOf(scalar);
    const privateKey = encodeEcPrivateKey("EC_SM2", scalar, point);
    const publicKey = encodeEcPublicKey("EC_SM2", point);
    const message = utf8ToBytes("a data key of thirty-two bytes..");
    const ciphertext = sm2CiphertextToDer(encryptSm2(point, message));
    expect(opensslDecrypt(privateKey, ciphertext)).toEqual(message);
    const theirs = sm2CiphertextToRaw(opensslEncrypt(publicKey, message));
    expect(decryptSm2(scalar, theirs)).toEqual(message);
  });
});
