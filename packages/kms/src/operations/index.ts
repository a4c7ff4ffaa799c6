import type { Operation, OperationName, Operations } from "@keyferry/protocol";
import type { Handler } from "../call/handler.ts";
import * as aliases from "./aliases/index.ts";
import * as cryptography from "./cryptography/index.ts";
import * as instances from "./instances/index.ts";
import * as keys from "./keys/index.ts";
import * as policies from "./policies/index.ts";
import * as service from "./service/index.ts";
import * as versions from "./versions/index.ts";

/** What a group's `index.ts` exports: handlers, by the names of their operations. */
type Group = Readonly<Record<string, { readonly operation: Operation }>>;

/** The handlers of a group by the names of their operations. */
type ByName<G extends Group> = { readonly [Export in keyof G as G[Export]["operation"]["name"]]: G[Export] };

function byName<const G extends Group>(group: G): ByName<G> {
  return Object.fromEntries(
    Object.values<Group[string]>(group).map((handler) => [handler.operation.name, handler]),
  ) as ByName<G>;
}

/** The behaviour of every operation: a registry entry without one does not compile. */
export const handlers: { readonly [Name in OperationName]: Handler<Operations[Name]> } = {
  ...byName(keys),
  ...byName(versions),
  ...byName(aliases),
  ...byName(policies),
  ...byName(cryptography),
  ...byName(instances),
  ...byName(service),
};
