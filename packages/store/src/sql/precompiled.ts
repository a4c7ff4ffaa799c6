import type { Compilable, CompiledQuery } from "kysely";

/** A query that was built once; each call gives it parameters, in the order of its placeholders. */
export type PrecompiledQuery<Row> = (...parameters: readonly unknown[]) => CompiledQuery<Row>;

/** Builds a query once and for all: for look-ups at every request, building costs more than running. */
export function precompile<Row>(query: Compilable<Row>): PrecompiledQuery<Row> {
  const compiled = query.compile();
  return (...parameters) => ({ ...compiled, parameters });
}
