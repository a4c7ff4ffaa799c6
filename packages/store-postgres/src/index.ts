export type { Limits } from "./connection/limits.ts";
export { openPostgresNonceStore } from "./nonces/nonce-store.ts";
export type { PostgresNonceOptions } from "./nonces/nonce-store.ts";
export { openPostgresStore, openPostgresStoreDatabase } from "./store.ts";
export type { PostgresOptions, PostgresStoreDatabase, PostgresStoreOptions } from "./store.ts";
