import type { Kysely } from "kysely";
import type { Named, NamedReader, NamedWriter } from "../../access-points/contract.ts";
import type { NamedStore } from "../../aggregates.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import { onPage, readPage } from "../database/listing.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { SqlTables } from "../rows/schema.ts";
import type { NewRow, Tables } from "../rows/tables.ts";
import { isExactText } from "../values/exact-text.ts";
import type { NamedKind, NamedTable } from "./kinds.ts";

/** Makes what reads and writes things of a kind, by scope. The look-up by name is one statement. */
export function createNamedStores<T extends NamedTable, R extends Named>(
  session: SqlSession,
  kind: NamedKind<T, R>,
): (scope: StoreScope) => NamedStore<R> {
  // Account, region and name.
  const byName = session.prepare((database) =>
    rowsOf(database, kind.table, { account: "", region: "" }).where("name", "=", "").selectAll(),
  );
  return (scope) => ({
    read: createNamedReader(session, kind, scope, (...texts) => byName.first(...texts)),
    write: createNamedWriter(session, kind, scope),
  });
}

function createNamedReader<T extends NamedTable, R extends Named>(
  session: SqlSession,
  { table, toRecord }: NamedKind<T, R>,
  scope: StoreScope,
  byName: (...texts: readonly string[]) => Promise<object | undefined>,
): NamedReader<R> {
  const { account, region } = scope;
  const checked = (row: object, asked: object): R =>
    toRecord(session.codes.check(table, row as Row<T>, { account, region, ...asked } as Partial<Row<T>>));
  return {
    byName: async (name) => {
      const row = await byName(account, region, name);
      return row && checked(row, { name });
    },

    list: (page) =>
      session.read((database) => {
        const all = rowsOf(database, table, scope);
        const count = all.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = all.selectAll().select(count.as("total")).orderBy("seq");
        return readPage({ rows: onPage(rows, page), count }, (row) => checked(row, {}));
      }),
  };
}

function createNamedWriter<T extends NamedTable, R extends Named>(
  session: SqlSession,
  { table, toRecord, toRow }: NamedKind<T, R>,
  scope: StoreScope,
): NamedWriter<R> {
  const { account, region } = scope;
  const newRow = (record: R) => ({ ...scopeOf(scope), ...toRow(record) }) as unknown as NewRow<T>;
  return {
    create: (record, max) =>
      session.write(scope, async (tables) => {
        const { name } = record;
        if ((await held(tables, name)) !== undefined) return "name taken";
        if ((await countIn(tables.transaction, table, scope)) >= max) return "too many";
        return (await tables.insertUnlessTaken(table, newRow(record))) ? "created" : "name taken";
      }),

    change: (name, changes) =>
      session.write(scope, async (tables) => {
        const row = await held(tables, name);
        if (row === undefined) return false;
        const record = { ...toRecord(row), ...changes };
        await tables.change(table, row, newRow(record) as unknown as Partial<Row<T>>);
        return true;
      }),

    // Its code is not asked: to delete what was tampered with is the way to be rid of it.
    delete: (name) =>
      session.write(scope, async ({ transaction }) => {
        if (!isExactText(name)) return false;
        const result = await anyNamed(transaction)
          .deleteFrom(named(table))
          .where("account", "=", account)
          .where("region", "=", region)
          .where("name", "=", name)
          .executeTakeFirst();
        return result.numDeletedRows > 0n;
      }),
  };

  async function held(tables: Tables, name: string): Promise<Row<T> | undefined> {
    const rows = await tables.hold(table, { account, region, name } as unknown as Partial<Row<T>>);
    return rows[0];
  }
}

/** How many rows of a table a scope has. */
export async function countIn(
  database: Kysely<SqlTables>,
  table: NamedTable | "client_keys",
  scope: StoreScope,
): Promise<number> {
  const { total } = await rowsOf(database, table, scope)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

/** Any of the tables, where its name is a variable: the types of single tables do not reach through that. */
interface AnyNamedRow {
  readonly seq: number;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly [column: string]: unknown;
}

function anyNamed(database: Kysely<SqlTables>): Kysely<{ readonly rows: AnyNamedRow }> {
  return database as unknown as Kysely<{ readonly rows: AnyNamedRow }>;
}

function named(table: string): "rows" {
  return table as "rows";
}

/** The rows of a scope. */
function rowsOf(
  database: Kysely<SqlTables>,
  table: NamedTable | "client_keys",
  { account, region }: StoreScope,
) {
  return anyNamed(database)
    .selectFrom(named(table))
    .where("account", "=", account)
    .where("region", "=", region);
}
