import {
  type BackendKey,
  bindingOf,
  createSealer,
  type CryptoBackend,
  type KeySpec,
  parseRecipientKey,
  parseRecipientPrivateKey,
} from "@keyferry/crypto";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createWebCryptoBackend, createWebCryptoReceiver } from "@keyferry/crypto-webcrypto";
import { describe, expect, it } from "vitest";

const sealer = createSealer(new Uint8Array(32).fill(0x5a));
const webcrypto = { backend: createWebCryptoBackend({ sealer }), receiver: createWebCryptoReceiver() };
const node = { backend: createNodeBackend({ sealer }), receiver: createNodeReceiver() };

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, [["tenant", "a"]]);

const pairs = [
  { name: "from webcrypto to node", from: webcrypto, to: node },
  { name: "from node to webcrypto", from: node, to: webcrypto },
] as const;

const oaepAlgorithms = ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const;

async function makeKey(backend: CryptoBackend, spec: KeySpec): Promise<BackendKey> {
  return { versionId, spec, ...(await backend.createKey({ versionId, spec, protectionLevel: "SOFTWARE" })) };
}

function partsOf({ keyPairs, asymmetricCipher }: CryptoBackend) {
  if (!keyPairs || !asymmetricCipher) throw new Error("the backend has no key pairs");
  return { keyPairs, asymmetricCipher };
}

describe.each(pairs)("$name", ({ from, to }) => {
  it("a symmetric key of the one opens in the other, as both have the same sealer", async () => {
    const key = await makeKey(from.backend, "Aliyun_AES_256");
    const body = await from.backend.generateDataKey({ key, binding }, 48);
    const dataKey = await from.backend.decrypt({ key, binding, body });
    expect(await to.backend.decrypt({ key, binding, body })).toEqual(dataKey);
  });

  it.each(["RSA_2048", "RSA_3072", "RSA_4096"] as const)(
    "a key pair of %s that the one made encrypts and decrypts in the other",
    async (spec) => {
      const key = await makeKey(from.backend, spec);
      const [maker, user] = [partsOf(from.backend), partsOf(to.backend)];
      expect(await user.keyPairs.publicKey(key)).toEqual(await maker.keyPairs.publicKey(key));
      const plaintext = Uint8Array.of(1, 2, 3);
      for (const algorithm of oaepAlgorithms) {
        const theirs = await user.asymmetricCipher.encrypt(key, algorithm, plaintext);
        expect(await maker.asymmetricCipher.decrypt(key, algorithm, theirs)).toEqual(plaintext);
        const ours = await maker.asymmetricCipher.encrypt(key, algorithm, plaintext);
        expect(await user.asymmetricCipher.decrypt(key, algorithm, ours)).toEqual(plaintext);
      }
    },
  );

  it.each(oaepAlgorithms)(
    "%s: a data key exported by the one is opened by the other, with a key pair of either",
    async (algorithm) => {
      const key = await makeKey(from.backend, "Aliyun_AES_256");
      const body = await from.backend.generateDataKey({ key, binding }, 32);
      const dataKey = await from.backend.decrypt({ key, binding, body });
      for (const maker of [from.receiver, to.receiver]) {
        const pair = await maker.generateRecipientKeyPair("RSA_2048");
        const recipient = parseRecipientKey(pair.publicKey, "RSA_2048");
        const privateKey = parseRecipientPrivateKey(pair.privateKey, "RSA_2048");
        const { exported, inside } = await from.backend.rewrap({ key, binding, body }, recipient, algorithm);
        expect(inside).toBe(false);
        const opened = await to.receiver.openExportedDataKey(privateKey, exported, algorithm);
        expect(opened.bytes).toEqual(dataKey);
      }
    },
  );
});
