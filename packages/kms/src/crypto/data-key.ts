import { dataKeySpecs, isSymmetricKeySpec } from "@keyferry/algorithms";
import {
  bindingOf,
  joinBlob,
  type BackendKey,
  type BodyTarget,
  type BoundBody,
  type KeyOwner,
} from "@keyferry/crypto";
import { serviceError, type EncryptionContext, type NewDataKey } from "@keyferry/protocol";
import type { KeyRecord, KeyWithVersion, StoreScope } from "@keyferry/store";
import type { CiphertextTarget, VersionTarget } from "../call/targets.ts";

/** The owner of a key's versions: what crypto backends bind their material to. */
export function keyOwner(
  { account, region }: StoreScope,
  { id: keyId, instance }: Pick<KeyRecord, "id" | "instance">,
): KeyOwner {
  return { account, region, instance, keyId };
}

/**
 * A version of a symmetric key as the crypto backends take it.
 *
 * @throws ServiceError `UnsupportedOperation` unless the key is symmetric
 */
export function symmetricKey(use: StoreScope & KeyWithVersion): BackendKey {
  const { key, version } = use;
  const { spec } = key;
  if (!isSymmetricKeySpec(spec)) {
    throw serviceError("UnsupportedOperation", { reason: `the KeySpec of ${key.id} is ${spec}` });
  }
  const { id: versionId, custody, material } = version;
  return { owner: keyOwner(use, key), versionId, spec, custody, material };
}

/** What a new ciphertext will be bound to. */
export function bodyTarget(use: VersionTarget, context: EncryptionContext | undefined): BodyTarget {
  return { key: symmetricKey(use), binding: bindingOf(use.version.id, context) };
}

/** A caller's ciphertext with what it must have been bound to. */
export function boundBody(use: CiphertextTarget, context: EncryptionContext | undefined): BoundBody {
  return { ...bodyTarget(use, context), body: use.body };
}

/** The blob that callers see of a ciphertext body. */
export function blobOf(use: VersionTarget, body: Uint8Array): Uint8Array {
  return joinBlob(use.version.id, body);
}

/** Answer fields that name the key and the version that did the work. */
export function keyUsed({ key, version }: VersionTarget): {
  readonly KeyId: string;
  readonly KeyVersionId: string;
} {
  return { KeyId: key.id, KeyVersionId: version.id };
}

/** Length in bytes of the data key that a request asks for. */
export function dataKeyLength({
  NumberOfBytes,
  KeySpec = "AES_256",
}: Pick<NewDataKey, "NumberOfBytes" | "KeySpec">): number {
  return NumberOfBytes ?? dataKeySpecs[KeySpec].length;
}

/**
 * Refuses a request that asks for plaintext under a recipient's key in place of plaintext.
 *
 * @throws ServiceError `UnsupportedOperation`
 */
export function refuseRecipient({ Recipient }: { readonly Recipient?: string | undefined }): void {
  if (Recipient === undefined) return;
  const reason =
    "its format is not public, and an answer in the clear would be the opposite of what is asked for";
  throw serviceError("UnsupportedOperation", { parameter: "Recipient", reason });
}
