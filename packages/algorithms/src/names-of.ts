/** The names of a table's rows, in their order. A table has at least one. */
export function namesOf<Name extends string>(
  table: Readonly<Record<Name, unknown>>,
): readonly [Name, ...Name[]] {
  return Object.keys(table) as [Name, ...Name[]];
}
