import type { CryptoBackend } from "@keyferry/crypto";
import type { KeyStore } from "@keyferry/store";

/** Deletes due keys from the store, then from their backends: a crash between leaves at most an orphan, never a live row. */
export async function purgeDueKeys(options: {
  readonly crypto: CryptoBackend;
  readonly store: KeyStore;
  readonly now: number;
}): Promise<number> {
  const { crypto, store, now } = options;
  const versions = await store.purgeDueKeys(now);
  for (const { id: versionId, custody, material } of versions) {
    await crypto.destroyKey({ versionId, custody, material });
  }
  return versions.length;
}
