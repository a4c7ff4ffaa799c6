import { join } from "node:path";
import {
  StoreError,
  type KeyStore,
  type NonceStore,
  type RowAuthenticator,
  type Settings,
} from "@keyferry/store";
import type { MemoryStore } from "@keyferry/store-memory";

/** The store of a server. One in memory gives and takes snapshots of all that it holds. */
export type ServerStore = KeyStore & Partial<Pick<MemoryStore, "snapshot" | "restore">>;

/** A store that is open, and whose rows cannot be read yet: its settings may say which key they need. */
export interface OpenedStore {
  readonly settings: Settings;
  /** The store itself. To be called once; whoever closes it has closed all. */
  store(authenticator: RowAuthenticator): Promise<ServerStore>;
  close(): Promise<void>;
}

/** Where databases are. */
export interface DatabaseOptions {
  /** The data folder; undefined for a server that keeps nothing. */
  readonly folder: string | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

interface FileOptions extends Pick<DatabaseOptions, "clock"> {
  readonly file: string;
}

/** A package that keeps stores in files. */
interface FileStores {
  readonly lockDataFolder: (folder: string) => { release(): void };
  readonly openSqliteStoreFile: (options: FileOptions) => Promise<OpenedStore>;
  readonly openSqliteNonceStore: (options: FileOptions) => Promise<NonceStore>;
}

// Only this file names the packages of stores. Each is loaded where it is asked for.
const fileStores: Readonly<Partial<Record<"sqlite", () => Promise<FileStores>>>> = {
  sqlite: () => import("@keyferry/store-sqlite"),
};
const memory = () => import("@keyferry/store-memory");

/** @throws StoreError `unavailable` in a build without the package */
function sqlite(): Promise<FileStores> {
  if (fileStores.sqlite !== undefined) return fileStores.sqlite();
  throw new StoreError("unavailable", "stores in files are not in this build: use --ephemeral");
}

/**
 * Takes a data folder for this process.
 *
 * @throws StoreError
 */
export async function lockDataFolder(folder: string): Promise<{ release(): void }> {
  const adapter = await sqlite();
  return adapter.lockDataFolder(folder);
}

/** The file of the keys in a data folder. */
export function storeFileIn(folder: string): string {
  return join(folder, "keys.db");
}

/**
 * Opens the store of keys.
 *
 * @throws StoreError
 */
export async function openStore({ folder, clock }: DatabaseOptions): Promise<OpenedStore> {
  if (folder !== undefined) {
    const { openSqliteStoreFile } = await sqlite();
    return openSqliteStoreFile({ file: storeFileIn(folder), clock });
  }
  const { createMemoryStore } = await memory();
  const store = createMemoryStore({ clock });
  // Nobody else writes into this process: its rows carry no codes.
  return { settings: store.settings, store: () => Promise.resolve(store), close: () => store.close() };
}

/**
 * Opens the store of nonces.
 *
 * @throws StoreError
 */
export async function openNonceStore({ folder, clock }: DatabaseOptions): Promise<NonceStore> {
  if (folder !== undefined) {
    const { openSqliteNonceStore } = await sqlite();
    return openSqliteNonceStore({ file: join(folder, "nonces.db"), clock });
  }
  const { createMemoryNonceStore } = await memory();
  return createMemoryNonceStore({ clock });
}
