export type { Limits } from "./connection/limits.ts";
export { openPostgresStore, openPostgresStoreDatabase } from "./store.ts";
export type { PostgresOptions, PostgresStoreDatabase, PostgresStoreOptions } from "./store.ts";
