import type { KeyStore } from "@keyferry/store";
import { withOptionFile } from "../config/option-file.ts";
import { openStoreFile } from "./databases.ts";
import { openRootKey, type RootKeySource, type RootKeyUses } from "./root-key.ts";

/** A store, and what else is done with its root key. */
export interface SealedStore extends Omit<RootKeyUses, "authenticator"> {
  readonly store: KeyStore;
}

/**
 * Opens a store with the root key that it was written under; a new store with the root key that there is, or a new one.
 *
 * @throws StartError for a root key that is missing, malformed, or not this store's
 * @throws StoreError
 */
export async function openSealedStore(options: {
  /** The database file. */
  readonly file: string;
  readonly rootKey: RootKeySource;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}): Promise<SealedStore> {
  const { file, rootKey, clock } = options;
  const opened = await openStoreFile({ file, clock });
  try {
    const { authenticator, ...uses } = await withOptionFile("root-key-file", () =>
      openRootKey(opened.settings, rootKey),
    );
    return { store: await opened.store(authenticator), ...uses };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}
