import { recipientKeySpecs } from "@keyferry/algorithms";
import { decodeBase64 } from "@keyferry/bytes";
import { CryptoError, parseRecipientKey, pemToDer, type RecipientKey } from "@keyferry/crypto";
import type { RecipientRecord } from "@keyferry/store";
import * as z from "zod/mini";
import { EntryError } from "../errors.ts";
import { type EntryOptions, readEntry } from "../identities/read-entry.ts";
import { isRecipientName, recipientNameForm } from "../syntax/recipient-name.ts";

/** What vouches for a recipient's key. */
export interface Certification {
  /** The certificate chain, PEM; null: it came without one. */
  readonly certificateChain: string | null;
  /** When the first of its certificates ends, milliseconds since the epoch; null without any. */
  readonly validUntil: number | null;
}

/** What a new recipient is made from. */
export interface NewRecipientOptions extends EntryOptions {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /**
   * Decides whether the key is vouched for, by the chain that the entry has. It throws where that is not so.
   *
   * @param chain PEM; undefined: the entry has none
   */
  readonly certify: (key: RecipientKey, chain: string | undefined) => Certification;
}

const nameForm = `must be ${recipientNameForm}`;
const keyForm = "must be the PEM text of a public key, or base64 of its DER (SubjectPublicKeyInfo)";
const noteForm = "must be at most 1024 characters without control characters";
const chainForm = "must be certificates in PEM, of at most 65536 characters";

const recipientEntry = z.strictObject(
  {
    name: z.string(nameForm).check(z.refine(isRecipientName, nameForm)),
    publicKey: z.string(keyForm).check(z.maxLength(16_384, keyForm)),
    note: z.optional(z.string(noteForm).check(z.regex(/^\P{Cc}{0,1024}$/u, noteForm))),
    certificateChain: z.optional(z.string(chainForm).check(z.maxLength(65_536, chainForm))),
  },
  "must be an object",
);

/**
 * Checks a recipient's entry whole and makes its record. The entry is `{ name, publicKey, note?, certificateChain? }`; the key
 * must be one that data keys may be exported to, and its fingerprint is derived.
 *
 * @throws EntryError with the path of the first fault
 * @throws AccessError `invalid`: the account id is malformed
 * @throws whatever `certify` throws
 */
export function newRecipient(options: NewRecipientOptions): RecipientRecord {
  const { account, createdAt, certify } = options;
  const { name, publicKey, note = "", certificateChain } = readEntry(recipientEntry, options);
  const key = readKey(publicKey);
  return {
    ...{ account, name, publicKey: key.spki, spec: key.spec, fingerprint: key.fingerprint, note, createdAt },
    ...certify(key, certificateChain),
  };
}

/** Reads a public key of whatever spec. */
function readKey(text: string): RecipientKey {
  const der = derOf(text.trim());
  const refusals: string[] = [];
  for (const spec of recipientKeySpecs) {
    try {
      return parseRecipientKey(der, spec);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      refusals.push(`no ${spec}: ${error.message}`);
    }
  }
  throw new EntryError("publicKey", `is refused: ${refusals.join("; ")}`);
}

function derOf(text: string): Uint8Array {
  try {
    const der = text.startsWith("-----") ? pemToDer(`${text}\n`, "PUBLIC KEY") : decodeBase64(text);
    if (der !== undefined) return der;
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new EntryError("publicKey", `is refused: ${cause.message}`, { cause });
  }
  throw new EntryError("publicKey", keyForm);
}
