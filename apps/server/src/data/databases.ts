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
  /** A database that several servers may have, in place of the files of the folder. */
  readonly shared?: SharedPlace | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Where a shared database is. */
export interface SharedPlace {
  readonly url: string;
  /** The way to the database itself, where `url` leads by way of a pooler. */
  readonly directUrl: string | undefined;
  /** Whom to believe that it is itself: certificates, PEM. */
  readonly ca: string | undefined;
}

interface SharedOptions extends SharedPlace, Pick<DatabaseOptions, "clock"> {}

interface FileOptions extends Pick<DatabaseOptions, "clock"> {
  readonly file: string;
}

/** A package that keeps stores in files. */
interface FileStores {
  readonly lockDataFolder: (folder: string) => { release(): void };
  readonly openSqliteStoreFile: (options: FileOptions) => Promise<OpenedStore>;
  readonly openSqliteNonceStore: (options: FileOptions) => Promise<NonceStore>;
}

/** A package that keeps stores in a database of several servers. */
interface SharedStores {
  readonly openPostgresStoreDatabase: (options: SharedOptions) => Promise<OpenedStore>;
  readonly openPostgresNonceStore: (options: SharedOptions) => Promise<NonceStore>;
}

// Only this file names the packages of stores. Each is loaded where it is asked for.
const fileStores: Readonly<Partial<Record<"sqlite", () => Promise<FileStores>>>> = {
  sqlite: () => import("@keyferry/store-sqlite"),
};
const sharedStores: Readonly<Partial<Record<"postgres", () => Promise<SharedStores>>>> = {
  postgres: () => import("@keyferry/store-postgres"),
};
const memory = () => import("@keyferry/store-memory");

/** @throws StoreError `unavailable` in a build without the package */
function sqlite(): Promise<FileStores> {
  if (fileStores.sqlite !== undefined) return fileStores.sqlite();
  throw new StoreError("unavailable", "stores in files are not in this build: use --ephemeral");
}

/** @throws StoreError `unavailable` in a build without the package */
function postgres(): Promise<SharedStores> {
  if (sharedStores.postgres !== undefined) return sharedStores.postgres();
  throw new StoreError("unavailable", "PostgreSQL is not in this build: leave --database out");
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
export async function openStore({ folder, shared, clock }: DatabaseOptions): Promise<OpenedStore> {
  if (shared !== undefined) {
    const { openPostgresStoreDatabase } = await postgres();
    return openPostgresStoreDatabase({ ...shared, clock });
  }
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
export async function openNonceStore({ folder, shared, clock }: DatabaseOptions): Promise<NonceStore> {
  if (shared !== undefined) {
    const { openPostgresNonceStore } = await postgres();
    return openPostgresNonceStore({ ...shared, clock });
  }
  if (folder !== undefined) {
    const { openSqliteNonceStore } = await sqlite();
    return openSqliteNonceStore({ file: join(folder, "nonces.db"), clock });
  }
  const { createMemoryNonceStore } = await memory();
  return createMemoryNonceStore({ clock });
}
