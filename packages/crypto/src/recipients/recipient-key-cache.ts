import type { RecipientKeySpec } from "@keyferry/algorithms";
import { bytesToHex } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { LRUCache } from "lru-cache";
import { parseRecipientKey, type RecipientKey } from "./recipient-key.ts";

/**
 * Like `parseRecipientKey`, but remembers the last keys that passed, under the SHA-256 of their DER. The very same
 * object comes back for the same key, so that a backend can keep its own form of it in a WeakMap.
 *
 * @param options.max how many keys are remembered; refused keys never are
 */
export function createRecipientKeyCache({ max }: { readonly max: number }): typeof parseRecipientKey {
  const keys = new LRUCache<string, RecipientKey>({ max });
  return (spki, spec: RecipientKeySpec) => {
    const name = `${spec}:${bytesToHex(sha256(spki))}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = parseRecipientKey(spki, spec);
    keys.set(name, key);
    return key;
  };
}
