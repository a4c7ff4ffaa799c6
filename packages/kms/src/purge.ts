import type { CryptoBackend } from "@keyferry/crypto";
import type { KeyStore } from "@keyferry/store";

/**
 * Deletes due keys from the store, then from their backends: a crash between leaves at most an orphan, never a live row.
 *
 * @throws AggregateError when a backend did not forget a version; it was asked about every other all the same
 */
export async function purgeDueKeys(options: {
  readonly crypto: CryptoBackend;
  readonly store: KeyStore;
  readonly now: number;
}): Promise<number> {
  const { crypto, store, now } = options;
  const versions = await store.purgeDueKeys(now);
  const failures: unknown[] = [];
  for (const { id: versionId, custody, material } of versions) {
    try {
      await crypto.destroyKey({ versionId, custody, material });
    } catch (error) {
      failures.push(error);
    }
  }
  // Their rows are gone: nobody will ask again, so whoever called must hear of it.
  if (failures.length > 0) throw new AggregateError(failures, "key material of deleted keys is left behind");
  return versions.length;
}
