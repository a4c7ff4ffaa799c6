import { StatementSync } from "node:sqlite";
import { vi } from "vitest";

/** The statements that ask for rows while something is done, with their values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const { all } = StatementSync.prototype as unknown as {
    readonly all: (this: StatementSync, ...values: unknown[]) => unknown;
  };
  const spy = vi.spyOn(StatementSync.prototype, "all").mockImplementation(function (
    this: StatementSync,
    ...values
  ) {
    const rows = all.apply(this, values) as ReturnType<StatementSync["all"]>;
    statements.push(this.expandedSQL);
    return rows;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return statements;
}
