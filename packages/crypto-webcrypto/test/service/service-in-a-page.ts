/** What a page runs: a whole KMS in its tab, and a recipient. Nothing leaves the page. */
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import { createKmsClient } from "@keyferry/sdk/client";
import { createService } from "@keyferry/service";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";

const oaep = { name: "RSA-OAEP", hash: "SHA-256" } as const;

/** Makes a data key, has it exported for a key pair of SubtleCrypto, and opens it there. Answers both, in base64. */
async function exportInThePage(): Promise<{ readonly kept: string; readonly opened: string }> {
  const sealer = createSealer(crypto.getRandomValues(new Uint8Array(32)));
  const root = { account: "1000000000000000", accessKeyId: "page", accessKeySecret: "secret-of-a-page" };
  const service = createService({
    store: createMemoryStore(),
    nonces: createMemoryNonceStore(),
    crypto: combineBackends([createWebCryptoBackend({ sealer }), createSoftwareBackend({ sealer })]),
    ...{ sealer, root, region: "cn-hangzhou" },
  });
  const transport = createInProcessTransport({ door: service.openGateway(service.hostsOf("vpc")) });
  const kms = createKmsClient({ transport, credentials: root });

  const { KeyMetadata } = await kms.createKey({});
  const { CiphertextBlob } = await kms.generateDataKeyWithoutPlaintext({ KeyId: KeyMetadata.KeyId });
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { ...oaep, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    false,
    ["encrypt", "decrypt"],
  );
  const { ExportedDataKey } = await kms.exportDataKey({
    CiphertextBlob,
    PublicKeyBlob: new Uint8Array(await crypto.subtle.exportKey("spki", publicKey)),
    WrappingKeySpec: "RSA_2048",
    WrappingAlgorithm: "RSAES_OAEP_SHA_256",
  });
  const opened = await crypto.subtle.decrypt(oaep, privateKey, new Uint8Array(ExportedDataKey));
  const { Plaintext } = await kms.decrypt({ CiphertextBlob });
  return { kept: Plaintext, opened: btoa(String.fromCharCode(...new Uint8Array(opened))) };
}

Object.assign(globalThis, { exportInThePage });
