import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import type { PlaceOptions, StorePlace } from "./store-place.ts";

/** A new SQLite file. Of the tests that are not of SQLite, only this file names its package. */
export function inSqlite(options: PlaceOptions): StorePlace {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-store-"));
  const opened: KeyStore[] = [];
  return {
    async open() {
      const store = await openSqliteStore({ file: join(folder, "keys.db"), ...options });
      opened.push(store);
      return store;
    },
    async close() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
