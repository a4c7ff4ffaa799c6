import { copySecret, decodeBase64, encodeBase64 } from "@keyferry/bytes";
import {
  createKey,
  decrypt,
  describeKey,
  exportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
} from "@keyferry/protocol";
import { NotProvedError } from "./not-proved.ts";
import type { RecipientPair } from "../recipients/recipient-pair.ts";
import { sha256 } from "./sha256.ts";
import type { Stage } from "./stage.ts";

/** A recipient makes its pair. */
export function makeRecipient({ take, makePair }: Stage): Promise<RecipientPair> {
  return take("pair", async ({ tell }) => {
    const pair = await makePair();
    tell(
      { name: "recipient", value: pair.spec },
      { name: "algorithm", value: pair.algorithm },
      { name: "publicKey", value: encodeBase64(pair.publicKey) },
      { name: "fingerprint", value: sha256(pair.publicKey) },
    );
    return pair;
  });
}

/**
 * Makes a key, or looks at one.
 *
 * @param given id, ARN or alias of one that there is
 * @returns its id
 */
export function findKey({ take, call }: Stage, given: string | undefined): Promise<string> {
  return take("key", async ({ tell }) => {
    const { KeyMetadata } =
      given === undefined
        ? await call(createKey, { Description: "The explorer's journey of a data key" })
        : await call(describeKey, { KeyId: given });
    tell(
      { name: "keyId", value: KeyMetadata.KeyId },
      { name: "keySpec", value: KeyMetadata.KeySpec },
      { name: "protection", value: KeyMetadata.ProtectionLevel },
    );
    return KeyMetadata.KeyId;
  });
}

/**
 * Makes a data key.
 *
 * @param withPlaintext whether the caller gets it in the clear too
 * @returns its ciphertext
 */
export function makeDataKey(
  { take, call }: Stage,
  KeyId: string,
  withPlaintext: boolean,
): Promise<Uint8Array> {
  return take("dataKey", async ({ tell }) => {
    if (!withPlaintext) {
      const { CiphertextBlob } = await call(generateDataKeyWithoutPlaintext, { KeyId });
      tell({ name: "ciphertextBlob", value: encodeBase64(CiphertextBlob) });
      return CiphertextBlob;
    }
    const { CiphertextBlob, Plaintext } = await call(generateDataKey, { KeyId });
    tell(
      { name: "plaintext", secret: Plaintext },
      { name: "ciphertextBlob", value: encodeBase64(CiphertextBlob) },
    );
    return CiphertextBlob;
  });
}

/** Exports a data key to a recipient. @returns what the recipient is to open */
export function exportTo(
  { take, call }: Stage,
  pair: RecipientPair,
  CiphertextBlob: Uint8Array,
): Promise<Uint8Array> {
  return take("export", async ({ tell }) => {
    const { ExportedDataKey } = await call(exportDataKey, {
      ...{ CiphertextBlob, PublicKeyBlob: pair.publicKey },
      ...{ WrappingKeySpec: pair.spec, WrappingAlgorithm: pair.algorithm },
    });
    tell({ name: "exportedDataKey", value: encodeBase64(ExportedDataKey) });
    return ExportedDataKey;
  });
}

/** Opens an export with the recipient's private key. @throws UnopenedError */
export function open(
  { take, untilTheEnd }: Stage,
  pair: RecipientPair,
  exported: Uint8Array,
): Promise<Uint8Array> {
  return take("open", async ({ tell }) => {
    const dataKey = untilTheEnd(await pair.open(exported));
    tell({ name: "dataKey", secret: copySecret(dataKey) });
    return dataKey;
  });
}

/**
 * Holds what the recipient has against what the KMS says that the data key is.
 *
 * @returns SHA-256 of both, lower-case hex
 * @throws NotProvedError `otherKey`
 */
export function compare(
  { take, call, untilTheEnd }: Stage,
  dataKey: Uint8Array,
  CiphertextBlob: Uint8Array,
): Promise<string> {
  return take("compare", async ({ tell }) => {
    const { Plaintext } = await call(decrypt, { CiphertextBlob });
    const decrypted = decodeBase64(Plaintext);
    if (decrypted === undefined) throw new NotProvedError("otherKey");
    const [ours, theirs] = [sha256(dataKey), sha256(untilTheEnd(decrypted))];
    tell({ name: "sha256Opened", value: ours }, { name: "sha256Decrypted", value: theirs });
    if (ours !== theirs) throw new NotProvedError("otherKey");
    return ours;
  });
}
