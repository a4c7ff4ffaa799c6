import type { AllInstancesReader, InstanceReader } from "../instances/contract.ts";
import type { StoreScope } from "../scope.ts";
import { nameOf, type LookUp } from "./look-up.ts";

/** The instances of a scope as a view sees them. */
export function viewInstances(
  { account, region }: StoreScope,
  source: () => InstanceReader,
  lookUp: LookUp,
): InstanceReader {
  return {
    byId(id) {
      const name = nameOf("instance", account, region, id);
      return lookUp({ aggregate: "instances", name, ownersOf: () => [name] }, () => source().byId(id));
    },
    list: () => source().list(),
    usage: (id) => source().usage(id),
  };
}

/** The instances of all scopes as a view sees them. */
export function viewAllInstances(read: AllInstancesReader, lookUp: LookUp): AllInstancesReader {
  return {
    async list() {
      const name = nameOf("instances");
      const found = await lookUp({ aggregate: "instances", name, ownersOf: () => [name] }, () => read.list());
      return found ?? [];
    },
  };
}
