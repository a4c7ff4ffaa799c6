import { equalBytes, wipe } from "@keyferry/bytes";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeFields, type Field } from "./field-encoding.ts";
import { deriveSubKey } from "./sub-key.ts";

/** Makes the codes by which a store knows that nobody else has written its rows, and checks them. Synchronous. */
export interface RowAuthenticator {
  /** The code of a row of a kind: 32 bytes. Other values, or another kind, have another code. */
  mac(kind: string, fields: readonly Field[]): Uint8Array;
  /** Whether `mac` is that code, compared in constant time. */
  verify(kind: string, fields: readonly Field[], mac: Uint8Array): boolean;
}

/**
 * An authenticator over HMAC-SHA-256 (FIPS 198-1), with a sub-key of the root key for each kind of row. It keeps a key
 * for each kind that it was ever asked about: kinds are the program's words, never a caller's.
 *
 * @param rootKey 32 bytes; nothing of it is kept, the caller wipes it
 * @throws RangeError for a root key of another length
 */
export function createRowAuthenticator(rootKey: Uint8Array): RowAuthenticator {
  const rowsKey = deriveSubKey(rootKey, "rows");
  // With the sub-key worked in already: that is half of the work for a short row.
  const begun = new Map<string, ReturnType<typeof hmac.create>>();

  const begunFor = (kind: string) => {
    const known = begun.get(kind);
    if (known !== undefined) return known;
    const key = deriveSubKey(rowsKey, `row/${kind}`);
    const made = hmac.create(sha256, key);
    wipe(key);
    begun.set(kind, made);
    return made;
  };

  const mac: RowAuthenticator["mac"] = (kind, fields) =>
    begunFor(kind).clone().update(encodeFields(fields)).digest();
  return { mac, verify: (kind, fields, code) => equalBytes(mac(kind, fields), code) };
}
