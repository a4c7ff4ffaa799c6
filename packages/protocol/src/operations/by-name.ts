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

/** What lists handlers: each says whose behaviour it is, whatever the name that it is exported by. */
type Handlers = Readonly<Record<string, { readonly operation: Operation }>>;

/** Handlers by the names of their operations. */
export type HandlersByName<H extends Handlers> = {
  readonly [Export in keyof H as H[Export]["operation"]["name"]]: H[Export];
};

/** Puts handlers under the names of their operations. */
export function handlersByName<const H extends Handlers>(handlers: H): HandlersByName<H> {
  return Object.fromEntries(
    Object.values<Handlers[string]>(handlers).map((handler) => [handler.operation.name, handler]),
  ) as HandlersByName<H>;
}
