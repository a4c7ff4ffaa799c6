import { withOptionFile } from "../config/option-file.ts";
import { openStore, type DatabaseOptions, type ServerStore } from "./databases.ts";
import { openRootKey, type RootKeySource, type RootKeyUses } from "./root-key.ts";

/** A store, and what else is done with its root key. */
export interface SealedStore extends Omit<RootKeyUses, "authenticator"> {
  readonly store: ServerStore;
}

/**
 * Opens a store with the root key that it was written under; a new store with the root key that there is, or a new one.
 *
 * @throws StartError for a root key that is missing, malformed, or not this store's
 * @throws StoreError
 */
export async function openSealedStore({
  rootKey,
  ...where
}: DatabaseOptions & { readonly rootKey: RootKeySource }): Promise<SealedStore> {
  const opened = await openStore(where);
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
