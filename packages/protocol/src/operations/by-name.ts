import type { Operation } from "../operation.ts";

/** What a group's `index.ts` exports: operations, by the names of their definitions. */
type Group = Readonly<Record<string, Operation>>;

/** The operations of a group by their own names. */
export type ByName<G extends Group> = { readonly [Export in keyof G as G[Export]["name"]]: G[Export] };

/** Puts the operations of a group under their own names. */
export function byName<const G extends Group>(group: G): ByName<G> {
  return Object.fromEntries(
    Object.values<Operation>(group).map((operation) => [operation.name, operation]),
  ) as ByName<G>;
}
