export type { Changed, Transact } from "./database/changed.ts";
export type { DriverErrorReason, SqlFlavour } from "./database/flavour.ts";
export { migrateSqlStore } from "./migrations/migrate.ts";
export type { SqlTables } from "./rows/schema.ts";
export { createSqlSettings, createSqlStore } from "./sql-store.ts";
export type { SqlDatabase, SqlStoreOptions } from "./sql-store.ts";
