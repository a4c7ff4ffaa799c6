import { StoreError } from "../../errors.ts";
import type { RowAuthenticator, RowField } from "../../row-authenticator.ts";
import { codedColumns, nameColumn, type CodedTable, type ListedTable, type Row } from "./coded-tables.ts";

/** The codes of rows. A row is used only when its code is right. */
export interface RowCodes {
  /** The code that a row is to have. */
  codeOf<T extends CodedTable>(table: T, row: Omit<Row<T>, "mac">): Uint8Array;
  /**
   * Lets a row pass that is as it was written, and the one that was asked for: an index that was tampered with may
   * answer any sound row.
   *
   * @param asked what the row must have
   * @throws {StoreError} `tampered`
   */
  check<T extends CodedTable>(table: T, row: Row<T>, asked: Partial<Row<T>>): Row<T>;
  /** The code of the rows of a table that belong to one row of another, in their order. */
  codeOfList<T extends ListedTable>(table: T, rows: readonly Omit<Row<T>, "seq">[]): Uint8Array;
  /**
   * Lets such rows pass when they are those that were written, all of them and in that order.
   *
   * @param owner the name of the row that they belong to, and the code that it has for them
   * @throws {StoreError} `tampered`
   */
  checkList<T extends ListedTable>(
    table: T,
    rows: readonly Row<T>[],
    owner: { readonly name: string; readonly mac: Uint8Array },
  ): void;
}

/** In characters: what was tampered with may be longer than any name. */
const maxNameLength = 300;

type Values = Readonly<Record<string, RowField>>;

/** Makes and checks codes with `authenticator`; the kind of a row is the name of its table. */
export function createRowCodes(authenticator: RowAuthenticator): RowCodes {
  const isRight = (table: string, fields: readonly RowField[], mac: unknown): boolean =>
    // A row that was tampered with may hold anything there.
    mac instanceof Uint8Array && authenticator.verify(table, fields, mac);

  return {
    codeOf: (table, row) => authenticator.mac(table, fieldsOf(table, row as Values)),
    check(table, row, asked) {
      const values = row as unknown as Values;
      const found = Object.entries(asked).every(([column, value]) => values[column] === value);
      if (!found || !isRight(table, fieldsOf(table, values), values["mac"])) {
        throw tampered(table, values[nameColumn(table)]);
      }
      return row;
    },
    codeOfList: (table, rows) => authenticator.mac(table, listFields(table, rows as readonly Values[])),
    checkList(table, rows, { name, mac }) {
      if (!isRight(table, listFields(table, rows as unknown as readonly Values[]), mac)) {
        throw tampered(table, name);
      }
    },
  };
}

function fieldsOf(table: CodedTable | ListedTable, row: Values): readonly RowField[] {
  return codedColumns(table).map((column) => row[column] ?? null);
}

/** Every row has as many values, so that the border between two of them needs no mark. */
function listFields(table: ListedTable, rows: readonly Values[]): readonly RowField[] {
  return rows.flatMap((row) => fieldsOf(table, row));
}

/** The refusal of a row, by what it calls itself. */
export function tampered(table: string, name: RowField | undefined): StoreError {
  const id = String(name).slice(0, maxNameLength);
  const message = `A row of ${table} is not as the store has written it, or was written under another key: ${JSON.stringify(id)}`;
  return new StoreError("tampered", message, { row: { table, id } });
}
