import { dataKeySpecs, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import {
  bindingOf,
  joinBlob,
  splitBlob,
  type BodyTarget,
  type BoundBody,
  type RecipientKey,
} from "@keyferry/crypto";
import { serviceError, type EncryptionContext, type NewDataKey, type Recipient } from "@keyferry/protocol";
import type { Tools } from "../call/handler.ts";
import { symmetricKey } from "./symmetric-key.ts";
import type { VersionTarget } from "../call/targets.ts";

/** What a new ciphertext will be bound to. */
export function bodyTarget(use: VersionTarget, context: EncryptionContext | undefined): BodyTarget {
  return { key: symmetricKey(use), binding: bindingOf(use.version.id, context) };
}

/** A caller's ciphertext with what it must have been bound to. */
export function boundBody(
  use: VersionTarget,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
): BoundBody {
  return { ...bodyTarget(use, context), body: splitBlob(blob).body };
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

/** The recipient that a request names, its key validated. */
export function recipientOf(
  request: Recipient,
  { recipientKey }: Tools,
): readonly [recipient: RecipientKey, algorithm: WrappingAlgorithm] {
  const { PublicKeyBlob, WrappingKeySpec, WrappingAlgorithm } = request;
  if (wrappingAlgorithms[WrappingAlgorithm].recipient !== WrappingKeySpec) {
    const reason = `${WrappingAlgorithm} does not go with WrappingKeySpec ${WrappingKeySpec}`;
    throw serviceError("InvalidParameter", { parameter: "WrappingAlgorithm", reason });
  }
  return [recipientKey(PublicKeyBlob, WrappingKeySpec), WrappingAlgorithm];
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
