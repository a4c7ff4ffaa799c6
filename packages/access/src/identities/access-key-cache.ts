import { copyPublic, equalBytes, randomSecret, secretBytes, wipe, wiping } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord } from "@keyferry/store";
import { LRUCache } from "lru-cache";
import { userPrincipal } from "../principal.ts";
import { type AccessKey, openSecret } from "./access-key.ts";

/**
 * The secrets of stored access keys, unsealed once and bounded in number. Each is kept under a mask of its own, so that a
 * search of the memory finds none: whoever reads the masks, too, could have read the root key.
 */
export interface AccessKeyCache {
  /**
   * Opens a stored access key.
   *
   * @throws AccessError `unreadable`: sealed under another root key, moved from another row, or altered
   */
  open(record: AccessKeyRecord): AccessKey;
  /** Wipes all secrets. */
  clear(): void;
}

interface Entry {
  readonly account: string;
  readonly userName: string;
  /** The sealed bytes that the secret came from: other bytes under the same id are not this access key. */
  readonly sealedSecret: Uint8Array;
  /** The secret, turned by the mask. */
  readonly masked: Uint8Array;
  readonly mask: Uint8Array;
}

/** Makes a cache that keeps the `max` secrets that were used last. Whoever opens a key is given a copy of its secret. */
export function createAccessKeyCache(sealer: Sealer, max = 1_000): AccessKeyCache {
  const entries = new LRUCache<string, Entry>({
    max,
    dispose: ({ masked, mask }) => {
      wipe(masked, mask);
    },
  });

  function find(record: AccessKeyRecord): Entry {
    const known = entries.get(record.id);
    if (known !== undefined && isOf(known, record)) return known;
    const { account, userName } = record;
    const secret = openSecret(record, sealer);
    const mask = randomSecret(secret.length);
    const masked = wiping(secret, (plain) => turned(plain, mask));
    const entry = { account, userName, sealedSecret: copyPublic(record.sealedSecret), masked, mask };
    entries.set(record.id, entry);
    return entry;
  }

  return {
    open(record) {
      const { id, account, userName, active } = record;
      const { masked, mask } = find(record);
      return { id, secret: turned(masked, mask), active, principal: userPrincipal(account, userName) };
    },
    clear: () => {
      entries.clear();
    },
  };
}

/** Whether an entry is of this very key: what the label of the sealed secret says must be the same here. */
function isOf({ account, userName, sealedSecret }: Entry, record: AccessKeyRecord): boolean {
  return (
    account === record.account &&
    userName === record.userName &&
    equalBytes(sealedSecret, record.sealedSecret)
  );
}

/** A secret turned by its mask, and back again. */
function turned(secret: Uint8Array, mask: Uint8Array): Uint8Array {
  const result = secretBytes(secret.length);
  for (let at = 0; at < result.length; at += 1) result[at] = (secret[at] ?? 0) ^ (mask[at] ?? 0);
  return result;
}
