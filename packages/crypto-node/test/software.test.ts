import { encryptionAlgorithms, keySpecs, signatureAlgorithms } from "@keyferry/algorithms";
import {
  bindingOf,
  bytesOfBase64Text,
  combineBackends,
  createSealer,
  parseRecipientKey,
  parseRecipientPrivateKey,
} from "@keyferry/crypto";
import { anOwner, backendConformance } from "@keyferry/crypto/conformance";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, expect, it } from "vitest";
import { testInterchange } from "../../../tools/testing/interchange.ts";

const sealer = createSealer(new Uint8Array(32).fill(0x5a));
const node = { name: "node", backend: createNodeBackend({ sealer }), receiver: createNodeReceiver() };
const software = {
  name: "software",
  backend: createSoftwareBackend({ sealer }),
  receiver: createSoftwareReceiver(),
};

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, [["tenant", "a"]]);

testInterchange(node, software, {
  specs: ["RSA_2048"],
  signatureAlgorithms: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"],
});

describe("both together", () => {
  const create = ({ sealer: own }: { readonly sealer: typeof sealer }) =>
    combineBackends([createNodeBackend({ sealer: own }), createSoftwareBackend({ sealer: own })]);

  it("have every key spec and every algorithm", () => {
    const [claim] = create({ sealer }).capabilities;
    expect(claim?.keySpecs.toSorted()).toEqual(Object.keys(keySpecs).toSorted());
    const names = Object.keys(signatureAlgorithms);
    expect(claim?.signatureAlgorithms).toEqual({ digest: names, message: names });
    expect(claim?.encryptionAlgorithms).toEqual(Object.keys(encryptionAlgorithms));
  });

  describe("keep the contract", () => {
    // The longer RSA keys are made in the conformance test of the backend alone.
    const generates = ["RSA_2048", "EC_P256", "EC_P256K", "EC_SM2"] as const;
    const receivers = [node.receiver, software.receiver];
    for (const check of backendConformance({ create, receivers, generates })) {
      it(check.name, () => check.run());
    }
  });
});

describe("SM2PKE, which only the software has", () => {
  it("exports to a key pair that node:crypto made", async () => {
    const spec = "Aliyun_AES_256";
    const made = await node.backend.createKey({
      owner: anOwner,
      versionId,
      spec,
      protectionLevel: "SOFTWARE",
    });
    const key = { owner: anOwner, versionId, spec, ...made } as const;
    const body = await node.backend.generateDataKey({ key, binding }, 32);
    const pair = await node.receiver.generateRecipientKeyPair("EC_SM2");
    const recipient = parseRecipientKey(pair.publicKey, "EC_SM2");
    const { exported } = await software.backend.rewrap({ key, binding, body }, recipient, "SM2PKE");
    const privateKey = parseRecipientPrivateKey(pair.privateKey, "EC_SM2");
    const opened = await software.receiver.openExportedDataKey(privateKey, exported, "SM2PKE");
    const dataKey = bytesOfBase64Text(await node.backend.decrypt({ key, binding, body }));
    expect(opened.bytes).toEqual(dataKey);
  });
});
