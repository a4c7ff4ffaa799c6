export { lockDataFolder } from "./lock.ts";
export type { DataFolderLock } from "./lock.ts";
export { openSqliteNonceStore } from "./nonce-store.ts";
export { openSqliteStore, openSqliteStoreFile } from "./store.ts";
export type { SqliteStoreFile, SqliteStoreOptions } from "./store.ts";
export type { SqliteFileOptions } from "./database.ts";
