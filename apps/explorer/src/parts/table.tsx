import type { ComponentChildren } from "preact";

/** A column: its heading, and what a row has there. */
export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
}

/** A table of things, each in a row; it scrolls in a box of its own where it is too wide. */
export function Table<Row>({
  of,
  columns,
  rows,
  keyOf,
}: {
  /** What it is a table of, for those who hear the page. */
  readonly of: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={of}>
      <table class="table">
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, cell }) => (
                <td key={name}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
