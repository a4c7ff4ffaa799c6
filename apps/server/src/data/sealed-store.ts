import { withOptionFile } from "../config/option-file.ts";
import { openStore, type DatabaseOptions, type ServerStore } from "./databases.ts";
import { StartError } from "../config/start-error.ts";
import { isSealed, openRootKey, type RootKeySource, type RootKeyUses } from "./root-key.ts";

/** A store, and what else is done with its root key. */
export interface SealedStore extends Omit<RootKeyUses, "authenticator"> {
  readonly store: ServerStore;
}

/** How a store is opened. */
export interface SealedStoreOptions extends DatabaseOptions {
  readonly rootKey: RootKeySource;
  /** Whether only a store will do that is in use already. Default false. */
  readonly isThere?: boolean;
}

/**
 * Opens a store with the root key that it was written under; a new store with the root key that there is, or a new one.
 *
 * @throws StartError for a root key that is missing, malformed, or not this store's
 * @throws StoreError
 */
export async function openSealedStore({
  rootKey,
  isThere = false,
  ...where
}: SealedStoreOptions): Promise<SealedStore> {
  const opened = await openStore(where);
  try {
    if (isThere && !(await isSealed(opened.settings))) {
      throw new StartError("there is no store in the database: start a server on it first");
    }
    const { authenticator, ...uses } = await withOptionFile("root-key-file", () =>
      openRootKey(opened.settings, rootKey),
    );
    return { store: await opened.store(authenticator), ...uses };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}
