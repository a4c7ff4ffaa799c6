import {
  bindingOf,
  combineBackends,
  createSealer,
  encryptionAlgorithms,
  keySpecs,
  parseRecipientKey,
  parseRecipientPrivateKey,
  signatureAlgorithms,
} from "@keyferry/crypto";
import type { BackendKey } from "@keyferry/crypto";
import { backendConformance } from "@keyferry/crypto/conformance";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, expect, it } from "vitest";

const sealer = createSealer(new Uint8Array(32).fill(0x5a));
const node = { backend: createNodeBackend({ sealer }), receiver: createNodeReceiver() };
const software = { backend: createSoftwareBackend({ sealer }), receiver: createSoftwareReceiver() };

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, [["tenant", "a"]]);

const pairs = [
  { name: "from node to software", from: node, to: software },
  { name: "from software to node", from: software, to: node },
] as const;

describe.each(pairs)("$name", ({ from, to }) => {
  async function makeKey(): Promise<BackendKey> {
    const spec = "Aliyun_AES_256";
    return {
      versionId,
      spec,
      ...(await from.backend.createKey({ versionId, spec, protectionLevel: "SOFTWARE" })),
    };
  }

  it("a key of the one opens in the other, as both have the same sealer", async () => {
    const key = await makeKey();
    const body = await from.backend.generateDataKey({ key, binding }, 48);
    const dataKey = await from.backend.decrypt({ key, binding, body });
    expect(await to.backend.decrypt({ key, binding, body })).toEqual(dataKey);
  });

  it.each(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const)(
    "%s: a data key exported by the one is opened by the other, with a key pair of either",
    async (algorithm) => {
      const key = await makeKey();
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

describe("an RSA key pair", () => {
  const digest = new Uint8Array(32).fill(0x77);

  it.each(pairs)(
    "works $name: what the one signs or encrypts, the other verifies or decrypts",
    async ({ from, to }) => {
      const newKey = { versionId, spec: "RSA_2048", protectionLevel: "SOFTWARE" } as const;
      const key = { ...newKey, ...(await from.backend.createKey(newKey)) };
      expect(await to.backend.keyPairs?.publicKey(key)).toEqual(await from.backend.keyPairs?.publicKey(key));
      for (const algorithm of ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"] as const) {
        const signature = (await from.backend.signer?.sign(key, algorithm, digest)) ?? new Uint8Array(0);
        expect(await to.backend.signer?.verify(key, algorithm, digest, signature)).toBe(true);
      }
      for (const algorithm of ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const) {
        const ciphertext = (await from.backend.asymmetricCipher?.encrypt(key, algorithm, digest)) ?? digest;
        expect(await to.backend.asymmetricCipher?.decrypt(key, algorithm, ciphertext)).toEqual(digest);
      }
    },
  );
});

describe("both together", () => {
  const create = ({ sealer: own }: { readonly sealer: typeof sealer }) =>
    combineBackends([createNodeBackend({ sealer: own }), createSoftwareBackend({ sealer: own })]);

  it("have every key spec and every algorithm", () => {
    const [claim] = create({ sealer }).capabilities;
    expect(claim?.keySpecs.toSorted()).toEqual(Object.keys(keySpecs).toSorted());
    expect(claim?.signatureAlgorithms).toEqual(Object.keys(signatureAlgorithms));
    expect(claim?.encryptionAlgorithms).toEqual(Object.keys(encryptionAlgorithms));
  });

  describe("keep the contract", () => {
    // The longer RSA keys are made in the conformance test of the backend alone.
    const generates = ["RSA_2048", "EC_P256", "EC_P256K", "EC_SM2"] as const;
    const receivers = [node.receiver, software.receiver];
    for (const check of backendConformance({ create, receivers, generates }))
      it(check.name, () => check.run());
  });
});

describe("SM2PKE, which only the software has", () => {
  it("exports to a key pair that node:crypto made", async () => {
    const spec = "Aliyun_AES_256";
    const made = await node.backend.createKey({ versionId, spec, protectionLevel: "SOFTWARE" });
    const key = { versionId, spec, ...made } as const;
    const body = await node.backend.generateDataKey({ key, binding }, 32);
    const pair = await node.receiver.generateRecipientKeyPair("EC_SM2");
    const recipient = parseRecipientKey(pair.publicKey, "EC_SM2");
    const { exported } = await software.backend.rewrap({ key, binding, body }, recipient, "SM2PKE");
    const privateKey = parseRecipientPrivateKey(pair.privateKey, "EC_SM2");
    const opened = await software.receiver.openExportedDataKey(privateKey, exported, "SM2PKE");
    expect(opened.bytes).toEqual(await node.backend.decrypt({ key, binding, body }));
  });
});
