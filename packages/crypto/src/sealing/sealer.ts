import { joinPublic, publicBytesOf, randomPublic } from "@keyferry/bytes";
import { CryptoError } from "../errors.ts";
import { encodeLabel, sealedKinds, type SealedKind, type SealLabel } from "./seal-label.ts";
import { deriveSubKey } from "./sub-key.ts";

/** Seals secrets that the store keeps, under sub-keys of the root key. Synchronous. */
export interface Sealer {
  seal(label: SealLabel, plaintext: Uint8Array): Uint8Array;
  /** @throws CryptoError `undecryptable`: another root key, another label, or altered bytes */
  open(label: SealLabel, sealed: Uint8Array): Uint8Array;
}

const form = publicBytesOf(0x01);
const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM (SP 800-38D), with IVs of 12 bytes and tags of 16, which stand behind the ciphertext. */
export interface SealerCipher {
  seal(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** Throws, whatever it is, for bytes that are altered or another's. */
  open(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array;
}

/**
 * A sealer over AES-256-GCM, with a sub-key of the root key for each kind of record. A sealed record is
 * `01 || IV (12) || ciphertext || tag (16)`, with the form byte and the label as associated data. IVs are random: one
 * root key is good for 2^32 records of each kind.
 *
 * @param rootKey 32 bytes; nothing of it is kept, the caller wipes it
 * @throws RangeError for a root key of another length
 */
export function createSealerOver(cipher: SealerCipher, rootKey: Uint8Array): Sealer {
  const keys = Object.fromEntries(
    sealedKinds.map((kind) => [kind, deriveSubKey(rootKey, `seal/${kind}`)]),
  ) as Readonly<Record<SealedKind, Uint8Array>>;
  const associatedData = (label: SealLabel) => joinPublic(form, encodeLabel(label));
  return {
    seal(label, plaintext) {
      const iv = randomPublic(ivLength);
      return joinPublic(form, iv, cipher.seal(keys[label.kind], iv, plaintext, associatedData(label)));
    },
    open(label, sealed) {
      const refuse = (options?: ErrorOptions) =>
        new CryptoError(
          "undecryptable",
          `the sealed ${label.kind} does not open under this root key`,
          options,
        );
      if (sealed[0] !== form[0] || sealed.length < 1 + ivLength + tagLength) throw refuse();
      const [iv, body] = [sealed.subarray(1, 1 + ivLength), sealed.subarray(1 + ivLength)];
      try {
        return cipher.open(keys[label.kind], iv, body, associatedData(label));
      } catch (cause) {
        throw refuse({ cause });
      }
    },
  };
}
