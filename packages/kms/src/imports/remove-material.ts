import type { CryptoBackend } from "@keyferry/crypto";
import {
  hasExpired,
  noMaterial,
  type KeyReader,
  type KeyRecord,
  type KeyStore,
  type KeyWriter,
  type MaterialChange,
} from "@keyferry/store";
import { doEach } from "../call/do-each.ts";

const states = {
  Enabled: "PendingImport",
  Disabled: "PendingImport",
  PendingImport: "PendingImport",
  // Its deletion goes on.
  PendingDeletion: "PendingDeletion",
} as const;

/**
 * Takes the imported material of a key away: out of the backend first, out of the row after it, so that nothing is left behind
 * that no row tells of. What tells this material from other stays.
 *
 * @param options.expiredBy takes away only what has expired by then
 * @returns false, when the key has changed at the same time
 */
export async function removeMaterial(
  crypto: Pick<CryptoBackend, "destroyKey">,
  {
    read,
    write,
  }: { readonly read: Pick<KeyReader, "byVersion">; readonly write: Pick<KeyWriter, "changeMaterial"> },
  { id, primaryVersionId: versionId }: KeyRecord,
  options: Pick<MaterialChange, "expiredBy"> = {},
): Promise<boolean> {
  const found = await read.byVersion(versionId);
  if (found === undefined) return false;
  const { custody, material, fingerprint } = found.version;
  if (custody !== noMaterial.custody) await crypto.destroyKey({ versionId, custody, material });
  const to = { ...noMaterial, fingerprint };
  const from = { material, fingerprint };
  return write.changeMaterial(id, { versionId, from, to, expiresAt: null, states, ...options });
}

/**
 * Takes the material of keys away whose time has come.
 *
 * @param options.signal ends it before the next key
 * @throws AggregateError when some is left; all other was taken away all the same
 */
export async function removeExpiredMaterial(options: {
  readonly crypto: Pick<CryptoBackend, "destroyKey">;
  readonly store: Pick<KeyStore, "scoped" | "everywhere">;
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const { crypto, store, now, signal } = options;
  const expired = await store.everywhere.keys.read.materialExpired(now);
  const remove = async ({ scope, keyId }: (typeof expired)[number]): Promise<void> => {
    const { keys } = store.scoped(scope);
    const key = await keys.read.byId(keyId);
    // It may have been imported again, or be gone with its key.
    if (key === undefined || !hasExpired(key, now)) return;
    await removeMaterial(crypto, keys, key, { expiredBy: now });
  };
  const left = "key material that has expired is left, and will be tried again";
  await doEach(expired, remove, { left, signal });
}
