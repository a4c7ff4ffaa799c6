import { constants, createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { createSealer } from "@keyferry/crypto";
import type { BackendKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createNodeBackend } from "@keyferry/crypto-node";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslSign, opensslVerify, pssOptions, sha256Options } from "../../../tools/testing/openssl.ts";

const { importer, signer } = createNodeBackend({ sealer: createSealer(new Uint8Array(32)) });
if (!importer || !signer) throw new Error("the backend on node:crypto has key pairs");

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
});
const message = new TextEncoder().encode("ferry me over");
const digest = Uint8Array.from(createHash("sha256").update(message).digest());

async function importKey(): Promise<BackendKey> {
  const newKey = {
    owner: anOwner,
    versionId: crypto.randomUUID(),
    spec: "RSA_2048",
    protectionLevel: "SOFTWARE",
  } as const;
  return { ...newKey, ...(await importer?.importKey(newKey, pair.privateKey)) } as BackendKey;
}

describe.each([
  {
    algorithm: "RSA_PSS_SHA_256",
    padding: constants.RSA_PKCS1_PSS_PADDING,
    options: [...sha256Options, ...pssOptions],
  },
  { algorithm: "RSA_PKCS1_SHA_256", padding: constants.RSA_PKCS1_PADDING, options: sha256Options },
] as const)("$algorithm over a digest or its message", ({ algorithm, padding, options }) => {
  const publicKey = { key: pair.publicKey, format: "der", type: "spki", padding, saltLength: 32 } as const;
  const privateKey = { ...publicKey, key: pair.privateKey, type: "pkcs8" } as const;

  it("is what node:crypto verifies and makes over the message", async () => {
    const key = await importKey();
    for (let count = 0; count < 8; count += 1) {
      for (const input of [{ digest }, { message }] as const) {
        const ours = await signer.sign(key, algorithm, input);
        expect(verify("sha256", message, publicKey, ours)).toBe(true);
        const theirs = sign("sha256", message, privateKey);
        expect(await signer.verify(key, algorithm, input, theirs)).toBe(true);
      }
    }
  });

  it.skipIf(isLeftOut("openssl"))("is what OpenSSL's command verifies and makes", async () => {
    const key = await importKey();
    const ours = await signer.sign(key, algorithm, { digest });
    expect(opensslVerify(pair.publicKey, digest, ours, options)).toBe(true);
    const theirs = opensslSign(pair.privateKey, digest, options);
    expect(await signer.verify(key, algorithm, { digest }, theirs)).toBe(true);
  });

  it("answers plain bytes", async () => {
    const signature = await signer.sign(await importKey(), algorithm, { digest });
    expect(signature.constructor).toBe(Uint8Array);
  });
});

describe("RSA_PSS_SHA_256", () => {
  it.each([0, 20, 31, 33, 222])("is false with a salt of %i bytes", async (saltLength) => {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const privateKey = { key: pair.privateKey, format: "der", type: "pkcs8", padding, saltLength } as const;
    const theirs = sign("sha256", message, privateKey);
    expect(await signer.verify(await importKey(), "RSA_PSS_SHA_256", { digest }, theirs)).toBe(false);
  });
});
