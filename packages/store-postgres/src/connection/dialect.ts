import {
  CompiledQuery,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type PostgresPool,
} from "kysely";
import type { Limits } from "./limits.ts";

/** Makes a Kysely dialect over a pool, which Kysely ends. */
export function createPostgresDialect(pool: PostgresPool, limits: Limits): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new BoundedDriver(pool, limits),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/**
 * The limits are set for each transaction: behind a pooler, a connection's own settings are another's with the next one. READ
 * COMMITTED is enough where transactions that change the same run one after another, and needs no repetition; see
 * `createTransact`.
 */
class BoundedDriver extends PostgresDriver {
  readonly #begin: CompiledQuery;

  constructor(pool: PostgresPool, limits: Limits) {
    super({ pool });
    const text = [
      "begin isolation level read committed",
      `set local statement_timeout = ${String(limits.statement)}`,
      `set local lock_timeout = ${String(limits.lock)}`,
      `set local idle_in_transaction_session_timeout = ${String(limits.idleInTransaction)}`,
    ].join("; ");
    this.#begin = CompiledQuery.raw(text);
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(this.#begin);
  }
}

/** Kysely's own adapter locks a session, which behind a pooler is anybody's. `lockSchema` of the flavour locks a transaction. */
class TransactionalAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {
    // The transaction has it.
  }

  override async releaseMigrationLock(): Promise<void> {
    // It ends with the transaction.
  }
}
