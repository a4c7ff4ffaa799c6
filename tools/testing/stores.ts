import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeyStore, RowAuthenticator } from "@keyferry/store";
import { createMemoryStore } from "@keyferry/store-memory";
import { openSqliteStore } from "@keyferry/store-sqlite";

/** The names of the stores that a whole service is tested on. */
export const storeKinds = ["memory", "SQLite"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** A new place for keys. */
export interface StorePlace {
  /** Opens it: once more is a further connection, where there are connections. */
  readonly open: () => Promise<KeyStore>;
  /** Closes all that was opened, and leaves nothing behind. */
  readonly close: () => Promise<void>;
}

interface PlaceOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly authenticator: RowAuthenticator;
}

/** Makes a place. Of the tests that are of no store, only this file names their packages. */
export const storePlaces: Readonly<Record<StoreKind, (options: PlaceOptions) => StorePlace>> = {
  memory({ clock }) {
    const store = createMemoryStore({ clock });
    return { open: () => Promise.resolve(store), close: () => store.close() };
  },

  SQLite(options) {
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
  },
};
