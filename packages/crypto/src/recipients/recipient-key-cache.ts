import type { RecipientKeySpec } from "@keyferry/algorithms";
import { LRUCache } from "lru-cache";
import { maxRecipientKeyLength, parseRecipientKey, type RecipientKey } from "./recipient-key.ts";

const characters = new TextDecoder("latin1");

/**
 * Like `parseRecipientKey`, but remembers the last keys that passed, under their DER. The very same
 * object comes back for the same key, so that a backend can keep its own form of it in a WeakMap.
 *
 * @param options.max how many keys are remembered; refused keys never are
 */
export function createRecipientKeyCache({ max }: { readonly max: number }): typeof parseRecipientKey {
  const keys = new LRUCache<string, RecipientKey>({ max });
  return (spki, spec: RecipientKeySpec) => {
    if (spki.length > maxRecipientKeyLength) return parseRecipientKey(spki, spec);
    // A character for each byte, no two alike. A hash in JavaScript takes several times as long.
    const name = spec + characters.decode(spki);
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = parseRecipientKey(spki, spec);
    keys.set(name, key);
    return key;
  };
}
