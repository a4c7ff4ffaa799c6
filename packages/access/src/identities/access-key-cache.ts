import { copyPublic, copySecret, equalBytes, wipe } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord } from "@keyferry/store";
import { LRUCache } from "lru-cache";
import { userPrincipal } from "../principal.ts";
import { type AccessKey, openSecret } from "./access-key.ts";

/** The secrets of stored access keys, unsealed once and bounded in number. */
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
  readonly secret: Uint8Array;
}

/** Makes a cache that keeps the `max` secrets that were used last. Whoever opens a key is given a copy of its secret. */
export function createAccessKeyCache(sealer: Sealer, max = 1_000): AccessKeyCache {
  const entries = new LRUCache<string, Entry>({
    max,
    dispose: ({ secret }) => {
      wipe(secret);
    },
  });

  function find(record: AccessKeyRecord): Entry {
    const known = entries.get(record.id);
    if (known !== undefined && isOf(known, record)) return known;
    const { account, userName, sealedSecret } = record;
    const entry = {
      account,
      userName,
      sealedSecret: copyPublic(sealedSecret),
      secret: openSecret(record, sealer),
    };
    entries.set(record.id, entry);
    return entry;
  }

  return {
    open(record) {
      const { id, account, userName, active } = record;
      const { secret } = find(record);
      return { id, secret: copySecret(secret), active, principal: userPrincipal(account, userName) };
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
