import { gcm } from "@noble/ciphers/aes.js";
import { concatBytes, randomBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import { CryptoError } from "./errors.ts";

/** What a sealed record is: bound to it as associated data, so that no row can stand in for another. */
export interface SealLabel {
  /** What kind of record. */
  readonly kind: "key material" | "access key secret" | "security token" | "TLS key" | "root key check";
  /** Id of the record: a key version id, an access key id. */
  readonly id: string;
  /** Anything else that must not change under the sealed bytes: the key spec, the account. */
  readonly detail: string;
}

/** Seals secrets that the store keeps, under the root key. Synchronous. */
export interface Sealer {
  seal(label: SealLabel, plaintext: Uint8Array): Uint8Array;
  /** @throws CryptoError `undecryptable`: another root key, another label, or altered bytes */
  open(label: SealLabel, sealed: Uint8Array): Uint8Array;
}

const formVersion = 0x01;
const rootKeyLength = 32;
const ivLength = 12;
const tagLength = 16;

/** Each part with its length before it, so that no two labels have the same encoding. */
function encodeLabel({ kind, id, detail }: SealLabel): Uint8Array {
  const parts = [kind, id, detail].flatMap((part) => {
    const text = utf8ToBytes(part);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, text.length);
    return [length, text];
  });
  return concatBytes(Uint8Array.of(formVersion), ...parts);
}

/**
 * A sealer over AES-256-GCM (SP 800-38D). A sealed record is `01 || IV (12) || ciphertext || tag (16)`, with the form
 * byte and the label as associated data. IVs are random: one root key is good for 2^32 records.
 *
 * @param rootKey 32 bytes; the sealer keeps a copy, the caller wipes its own
 * @throws RangeError for a root key of another length
 */
export function createSealer(rootKey: Uint8Array): Sealer {
  if (rootKey.length !== rootKeyLength) throw new RangeError("a root key has 32 bytes");
  // Not slice: of a Buffer, that is a view of the same bytes, which the caller wipes.
  const key = new Uint8Array(rootKey);
  return {
    seal(label, plaintext) {
      const iv = randomBytes(ivLength);
      return concatBytes(Uint8Array.of(formVersion), iv, gcm(key, iv, encodeLabel(label)).encrypt(plaintext));
    },
    open(label, sealed) {
      const refuse = (options?: ErrorOptions) =>
        new CryptoError(
          "undecryptable",
          `the sealed ${label.kind} does not open under this root key`,
          options,
        );
      if (sealed[0] !== formVersion || sealed.length < 1 + ivLength + tagLength) throw refuse();
      const iv = sealed.subarray(1, 1 + ivLength);
      try {
        return gcm(key, iv, encodeLabel(label)).decrypt(sealed.subarray(1 + ivLength));
      } catch (cause) {
        throw refuse({ cause });
      }
    },
  };
}
