/** Lines of cells, each column as wide as its widest cell; an empty cell shows as `-`. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map((cell) => (cell === "" ? "-" : cell)));
  const width = (column: number): number => Math.max(...shown.map((row) => row[column]?.length ?? 0));
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join("  ")
      .trimEnd(),
  );
}
