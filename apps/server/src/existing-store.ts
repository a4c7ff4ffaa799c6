import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { checkDatabase } from "./config/check-options.ts";
import type { Options } from "./config/option-table.ts";
import { StartError } from "./config/start-error.ts";

/**
 * Does something with the store of a data folder, beside a server that may be running there.
 *
 * @throws StartError where there is none: to open it would make one
 * @throws StoreError
 */
export async function withExistingStore<T>(
  options: Options,
  work: (store: KeyStore) => Promise<T>,
): Promise<T> {
  checkDatabase(options);
  const file = join(options.data, "keys.db");
  if (!existsSync(file)) throw new StartError(`there is no store ${file}`);
  const store = await openSqliteStore({ file });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
