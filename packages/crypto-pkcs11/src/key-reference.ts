import { copyPublic, joinPublic, publicBytesOf, randomPublic } from "@keyferry/bytes";
import { CryptoError, type NewKey, type StoredMaterial } from "@keyferry/crypto";
import type { ModuleKey } from "./calls.ts";

/** The first byte of a reference. */
const referenceForm = 1;
const idLength = 16;

/** A new id for the CKA_IDs of one key version's objects, 16 random bytes: no other key has it. */
export const newId = (): Uint8Array => randomPublic(idLength);

/**
 * What the store keeps of a key: form (1), then 16 bytes with which the CKA_IDs of that key version's objects begin;
 * their CKA_LABELs hold the version's id. Nothing in it is secret.
 */
export function encodeReference(id: Uint8Array): Uint8Array {
  return joinPublic(publicBytesOf(referenceForm), id);
}

/**
 * The id in a reference.
 *
 * @throws CryptoError `unreadable key` for what is no reference
 */
export function decodeReference(reference: Uint8Array): Uint8Array {
  if (reference.length !== 1 + idLength || reference[0] !== referenceForm) {
    throw new CryptoError(
      "unreadable key",
      "what is stored is no reference to an object of a PKCS #11 token",
    );
  }
  return copyPublic(reference.subarray(1));
}

/** A key version as the module names it. */
export function moduleKey<S extends NewKey["spec"]>(
  versionId: string,
  spec: S,
  { material }: Pick<StoredMaterial, "material">,
): ModuleKey<S> {
  return { versionId, spec, id: decodeReference(material) };
}
