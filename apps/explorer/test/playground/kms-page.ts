import {
  asymmetricSign,
  createKey,
  decrypt,
  exportDataKey,
  generateDataKeyWithoutPlaintext,
} from "@keyferry/protocol";
import { call } from "../../src/connection/call.ts";
import { openKms } from "../../src/playground/open-kms.ts";
import { decodeState, encodeState } from "../../src/playground/state/state-file.ts";
import { home } from "../../src/playground/tab/home.ts";

/** What a page with a KMS in it offers to the test that opens it. */
export interface KmsPage {
  /**
   * Makes a data key, saves the KMS, closes it, opens what was saved, exports the data key from there and opens the export.
   *
   * @returns the data key as the first KMS decrypts it, and as the recipient opens it: base64
   */
  oldBlob(passphrase: string | undefined): Promise<{ readonly before: string; readonly opened: string }>;
  /** Signs digests with keys of these specs; answers the lengths of the signatures. */
  sign(): Promise<Readonly<Record<string, number>>>;
}

declare global {
  // A property of the global object, which only `var` declares.
  var kmsPage: KmsPage;
}

const { accessKey } = home;
const options = {
  version: "0.0.0",
  onFault: (error: unknown) => {
    throw error;
  },
};
const toBase64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

globalThis.kmsPage = {
  async oldBlob(passphrase) {
    const first = await openKms(options);
    const { CiphertextBlob } = await call(
      first.connections.public,
      accessKey,
      generateDataKeyWithoutPlaintext,
      { KeyId: "alias/orders" },
    );
    const { Plaintext: before } = await call(first.connections.public, accessKey, decrypt, {
      CiphertextBlob,
    });
    const file = await encodeState(await first.state(), { passphrase, savedAt: Date.now() });
    first.close();

    const second = await openKms({ ...options, state: await decodeState(file, passphrase) });
    const algorithm = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
    const recipient = await crypto.subtle.generateKey({ ...algorithm, hash: "SHA-256" }, false, ["decrypt"]);
    const { ExportedDataKey } = await call(second.connections.vpc, accessKey, exportDataKey, {
      CiphertextBlob,
      PublicKeyBlob: new Uint8Array(await crypto.subtle.exportKey("spki", recipient.publicKey)),
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    });
    const opened = await crypto.subtle.decrypt(
      algorithm.name,
      recipient.privateKey,
      new Uint8Array(ExportedDataKey),
    );
    second.close();
    return { before, opened: toBase64(opened) };
  },

  async sign() {
    const kms = await openKms(options);
    const specs = { RSA_2048: "RSA_PSS_SHA_256", EC_P256: "ECDSA_SHA_256", EC_SM2: "SM2DSA" } as const;
    const lengths: Record<string, number> = {};
    for (const KeySpec of Object.keys(specs) as (keyof typeof specs)[]) {
      const { KeyMetadata } = await call(kms.connections.public, accessKey, createKey, {
        KeySpec,
        KeyUsage: "SIGN/VERIFY",
      });
      const { Value } = await call(kms.connections.public, accessKey, asymmetricSign, {
        KeyId: KeyMetadata.KeyId,
        KeyVersionId: KeyMetadata.PrimaryKeyVersion,
        Algorithm: specs[KeySpec],
        Digest: new Uint8Array(32),
      });
      lengths[KeySpec] = Value.length;
    }
    kms.close();
    return lengths;
  },
};
