import type { SqlTables } from "./schema.ts";
import { allColumns, type CodedTable, type ListedTable, type Row } from "./coded-tables.ts";

/** The columns of a table under other names, so that they can stand beside those of another one in a row. */
export type PrefixedColumn<T extends CodedTable | ListedTable, P extends string> = {
  [C in keyof SqlTables[T] & string]: `${T}.${C} as ${P}${C}`;
}[keyof SqlTables[T] & string];

/** A row of a table under those names. */
export type Prefixed<T extends CodedTable | ListedTable, P extends string> = {
  readonly [C in keyof Row<T> & string as `${P}${C}`]: Row<T>[C];
};

/** A row of a table under those names; nulls where a left join has found none. */
export type PrefixedOrNull<T extends CodedTable | ListedTable, P extends string> = {
  readonly [C in keyof Prefixed<T, P>]: Prefixed<T, P>[C] | null;
};

/** Selects all columns of a table, each with `prefix` before its name. */
export function prefixedColumns<T extends CodedTable | ListedTable, P extends string>(
  table: T,
  prefix: P,
): readonly PrefixedColumn<T, P>[] {
  return allColumns(table).map(
    (column) => `${table}.${column} as ${prefix}${column}` as PrefixedColumn<T, P>,
  );
}

/**
 * Takes a row of a table out of a wider one: what {@link prefixedColumns} has selected. Of a left join, it is one that has
 * found a row.
 */
export function withoutPrefix<T extends CodedTable | ListedTable, P extends string>(
  table: T,
  prefix: P,
  row: Prefixed<T, P> | PrefixedOrNull<T, P>,
): Row<T> {
  const values = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(allColumns(table).map((column) => [column, values[prefix + column]])) as Row<T>;
}

/** Takes the rows of a table out of those of a left join; of those without one, nothing. */
export function joinedRows<T extends CodedTable | ListedTable, P extends string>(
  table: T,
  prefix: P,
  rows: readonly PrefixedOrNull<T, P>[],
): readonly Row<T>[] {
  return rows
    .filter((row) => (row as Readonly<Record<string, unknown>>)[`${prefix}seq`] !== null)
    .map((row) => withoutPrefix(table, prefix, row));
}
