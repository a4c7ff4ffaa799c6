import type { Insertable, Transaction } from "kysely";
import type { CodedTable, Row } from "./coded-tables.ts";
import { exact, isExactText } from "../values/exact-text.ts";
import type { RowCodes } from "./row-codes.ts";
import type { SqlTables } from "./schema.ts";

/** A transaction that is open. */
export type SqlTransaction = Transaction<SqlTables>;

/** A row without what the store itself gives it. */
export type NewRow<T extends CodedTable> = Omit<Insertable<SqlTables[T]>, "seq" | "mac">;

/** The tables in a transaction: rows are put in with their codes, and changed only when the code that they have is right. */
export interface Tables {
  /** For what needs no code: deleting, and looking up whether something is there. */
  readonly transaction: SqlTransaction;
  readonly codes: RowCodes;
  /** Puts a row in. What is taken is refused by the database. */
  insert<T extends CodedTable>(table: T, row: NewRow<T>): Promise<void>;
  /** Puts a row in; answers false when its name or id is taken. */
  insertUnlessTaken<T extends CodedTable>(table: T, row: NewRow<T>): Promise<boolean>;
  /**
   * The rows with these values, each checked. They stay as they are until the transaction ends: whoever would change
   * one, or hold it as well, waits.
   *
   * @throws {StoreError} `tampered`
   */
  hold<T extends CodedTable>(table: T, asked: Partial<Row<T>>): Promise<readonly Row<T>[]>;
  /** Changes a row that is held. */
  change<T extends CodedTable>(table: T, row: Row<T>, changes: Partial<Row<T>>): Promise<void>;
}

/** Any coded table, where its name is a variable: the types of single tables do not reach through that. */
interface AnyTable {
  readonly rows: { readonly seq: number; readonly mac: Uint8Array; readonly [column: string]: unknown };
}

/** Opens the tables in a transaction. */
export function createTables(transaction: SqlTransaction, codes: RowCodes): Tables {
  const any = transaction as unknown as Transaction<AnyTable>;
  const named = (table: CodedTable) => table as string as "rows";

  const insert = async <T extends CodedTable>(table: T, row: NewRow<T>, unlessTaken: boolean) => {
    const all = any.insertInto(named(table)).values({ ...exact(row), mac: new Uint8Array(0) });
    const query = unlessTaken ? all.onConflict((conflict) => conflict.doNothing()) : all;
    // The sequence belongs to the row, and only the database knows it.
    const inserted = await query.returning("seq").executeTakeFirst();
    if (inserted === undefined) return false;
    // Over what was to be kept, and not over what a database that was tampered with says that it keeps.
    const whole = { ...row, seq: inserted.seq } as unknown as Row<T>;
    await change(table, whole, {});
    return true;
  };

  const change: Tables["change"] = async (table, row, changes) => {
    const mac = codes.codeOf(table, { ...row, ...exact(changes) });
    const { seq } = row as unknown as AnyTable["rows"];
    await any
      .updateTable(named(table))
      .set({ ...changes, mac })
      .where("seq", "=", seq)
      .execute();
  };

  return {
    transaction,
    codes,
    insert: async (table, row) => {
      await insert(table, row, false);
    },
    insertUnlessTaken: (table, row) => insert(table, row, true),
    async hold(table, asked) {
      const conditions = Object.entries(asked);
      if (!conditions.every(([, value]) => typeof value !== "string" || isExactText(value))) return [];
      // Locks the rows everywhere, though it changes nothing: SQLite knows no "for update".
      const query = any.updateTable(named(table)).set((eb) => ({ mac: eb.ref("mac") }));
      const rows = await conditions
        .reduce((found, [column, value]) => found.where(column, "=", value), query)
        .returningAll()
        .execute();
      return rows.map((row) => codes.check(table, row as unknown as Row<typeof table>, asked));
    },
    change,
  };
}
