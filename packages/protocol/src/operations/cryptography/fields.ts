import { dataKeySpecs, namesOf, recipientKeySpecs } from "@keyferry/algorithms";
import * as z from "zod/mini";
import { encryptionAlgorithm, macAlgorithm } from "./algorithms.ts";
import { base64, publicKey } from "../../codecs/base64.ts";
import { encryptionContext } from "../../codecs/encryption-context.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { hint, mark, overriddenBy, type CiphertextMark } from "../../codecs/marks.ts";
import { integer } from "../../codecs/scalars.ts";
import { oneOf } from "../../codecs/text.ts";
import type { FieldValues } from "../../operation.ts";

/** A symmetric ciphertext: the key version id and what a crypto backend made of the plaintext. */
export const ciphertextBlob = base64({ max: 16_384 });

/** A ciphertext of at most `max` bytes that a caller sends, with what goes with it. */
export function sentCiphertext(ciphertext: CiphertextMark, max = 16_384) {
  return mark({ ciphertext, hint: "base64 text of a ciphertext" }, base64({ max }));
}

/** What says how long a new data key is, and what it is bound to, as handlers and callers see it. */
export type NewDataKey = FieldValues<typeof newDataKey>;

/** Request fields of every operation that makes a data key. */
export const newDataKey = {
  KeyId: keyName,
  /** 256 bits when NumberOfBytes is absent too. */
  KeySpec: overriddenBy("NumberOfBytes", z.optional(oneOf(namesOf(dataKeySpecs)))),
  NumberOfBytes: z.optional(hint("length of the data key, 1 to 1024", integer({ min: 1, max: 1024 }))),
  EncryptionContext: z.optional(encryptionContext),
};

/** Who a data key is exported to, as handlers and callers see it. */
export type Recipient = FieldValues<typeof recipient>;

/** Request fields that name the recipient of an exported data key. */
export const recipient = {
  PublicKeyBlob: publicKey,
  WrappingKeySpec: oneOf(recipientKeySpecs),
  WrappingAlgorithm: encryptionAlgorithm,
};

/** Request fields that say which data key is exported. */
export const exported = {
  CiphertextBlob: sentCiphertext({ context: "EncryptionContext" }),
  EncryptionContext: z.optional(encryptionContext),
};

/** An exported data key: OAEP ciphertext of 256 bytes, or SM2PKE; its payload is the data key's raw bytes. */
export const exportedDataKey = base64({ max: 8192 });

/** Answer fields that name the key and the version that did the work. */
export const keyUsed = { KeyId: z.string(), KeyVersionId: z.string() };

/** Answer fields that name the key and the algorithm of an authentication code. The version is not told. */
export const macMade = { Algorithm: macAlgorithm, KeyId: z.string() };

/**
 * Refused whenever it is given, until its format is public: to ignore it would hand plaintext to a caller who asked for
 * the opposite.
 */
export const recipientEnclave = z.optional(hint("refused while its format is not public", z.string()));
