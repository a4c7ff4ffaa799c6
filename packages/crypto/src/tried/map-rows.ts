/** The rows of a table that need not have them all, each made into another. */
export function mapRows<Name extends string, Row, Other>(
  rows: Readonly<Partial<Record<Name, Row>>>,
  make: (row: Row, name: Name) => Other,
): Readonly<Partial<Record<Name, Other>>> {
  const made = Object.entries(rows).map(([name, row]) => [name, make(row as Row, name as Name)]);
  return Object.fromEntries(made) as Partial<Record<Name, Other>>;
}
