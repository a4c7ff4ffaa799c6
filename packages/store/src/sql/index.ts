export type { SqlFlavour } from "./flavour.ts";
export { migrateSqlStore } from "./migrate.ts";
export type { SqlTables } from "./schema.ts";
export { createSqlStore } from "./sql-store.ts";
export type { SqlStoreOptions } from "./sql-store.ts";
