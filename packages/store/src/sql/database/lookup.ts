import type { Compilable, CompiledQuery } from "kysely";
import { isExactText } from "../values/exact-text.ts";

/** A look-up by texts that callers give, in the order of its placeholders. Texts that no row can have find nothing. */
export interface Lookup<Row> {
  all(...texts: readonly string[]): Promise<readonly Row[]>;
  first(...texts: readonly string[]): Promise<Row | undefined>;
}

/** Builds a query once, at its first use: for look-ups at every request, building costs more than running. */
export function prepareLookup<Row>(
  build: () => Compilable<Row>,
  run: (compiled: CompiledQuery<Row>) => Promise<readonly Row[]>,
): Lookup<Row> {
  let compiled: CompiledQuery<Row> | undefined;
  const all: Lookup<Row>["all"] = async (...texts) =>
    texts.every(isExactText) ? run({ ...(compiled ??= build().compile()), parameters: texts }) : [];
  return { all, first: async (...texts) => (await all(...texts))[0] };
}
