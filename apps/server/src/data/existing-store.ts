import { existsSync } from "node:fs";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { dataFolderOf, takeDataFolder } from "./data-folder.ts";
import { databasePlace } from "./database-place.ts";
import { storeFileIn } from "./databases.ts";
import { rootKeySource } from "./root-key.ts";
import { openSealedStore, type SealedStore } from "./sealed-store.ts";

/**
 * Does something with the store of a data folder, beside a server that may be running there. It takes the root key: a store
 * reads and writes no row without it.
 *
 * @param rootKeyText the root key in base64, where it came in a variable
 * @throws StartError where there is no store, since to open it would make one, and for a root key that is not its own
 * @throws StoreError
 */
export async function withExistingStore<T>(
  options: Options,
  rootKeyText: string | undefined,
  work: (opened: SealedStore) => Promise<T>,
): Promise<T> {
  const { shared, ...place } = await databasePlace(options, Date.now);
  const folder = dataFolderOf(options);
  if (folder === undefined) {
    throw new StartError("--ephemeral: a server that keeps nothing has no store to open");
  }
  const file = storeFileIn(folder);
  if (shared === undefined && !existsSync(file)) throw new StartError(`there is no store ${file}`);
  await withOptionFile("data", () => takeDataFolder(folder));
  const rootKey = rootKeySource(options, rootKeyText);
  const opened = await openSealedStore({ ...place, shared, rootKey, isThere: true });
  try {
    return await work(opened);
  } finally {
    await opened.store.close();
  }
}
