import type { CryptoBackend } from "@keyferry/crypto";
import { noMaterial, type DueKey, type KeyStore } from "@keyferry/store";
import { doEach } from "../call/do-each.ts";

/**
 * Deletes due keys: the material first, the row after it. Until a key's material is gone its row stays, so that the next
 * purge tries again; a crash between the two leaves a row without material, which nothing finds but that next purge.
 *
 * @param options.signal ends it before the next key
 * @returns how many versions went
 * @throws AggregateError when keys are left; every other was deleted all the same
 */
export async function purgeDueKeys(options: {
  readonly crypto: Pick<CryptoBackend, "destroyKey">;
  readonly store: { readonly everywhere: Pick<KeyStore["everywhere"], "keys"> };
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<number> {
  const { crypto, store, now, signal } = options;
  let gone = 0;
  const { keys, refused } = await store.everywhere.keys.read.due(now);
  const left = "keys whose day of deletion has come are not deleted yet, and will be tried again";
  await doEach(keys, purge, { left, refused, signal });
  return gone;

  async function purge(key: DueKey): Promise<void> {
    for (const { id: versionId, custody, material } of key.versions) {
      if (custody !== noMaterial.custody) await crypto.destroyKey({ versionId, custody, material });
    }
    await store.everywhere.keys.write.deleteDue(key, now);
    gone += key.versions.length;
  }
}
