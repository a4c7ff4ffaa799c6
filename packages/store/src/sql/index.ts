export type { DriverErrorReason, SqlFlavour } from "./flavour.ts";
export { migrateSqlStore } from "./migrate.ts";
export type { SqlTables } from "./schema.ts";
export { createSqlSettings, createSqlStore } from "./sql-store.ts";
export type { SqlDatabase, SqlStoreOptions } from "./sql-store.ts";
