import type { SqlTransaction } from "../rows/tables.ts";

/**
 * What a transaction may change, for whoever keeps what was read of it: a scope; what an account has in all regions (region
 * null); everything; or nothing that anybody keeps.
 */
export type Changed = { readonly account: string; readonly region: string | null } | "everything" | "nothing";

/**
 * Runs one transaction: all of it is kept, or, when `work` rejects, none. No two that change the same run at the same time:
 * each sees all that the one before has written. `work` may be called again, where the database has kept nothing of it.
 */
export type Transact = <T>(changed: Changed, work: (transaction: SqlTransaction) => Promise<T>) => Promise<T>;
