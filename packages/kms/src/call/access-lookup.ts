import { serviceError } from "@keyferry/protocol";
import type {
  AccessPointRecord,
  AccessPolicyRecord,
  Named,
  NamedReader,
  NetworkRuleRecord,
  ScopedReaders,
} from "@keyferry/store";
import { accessPointArn, accessPolicyArn, networkRuleArn, type ArnScope } from "./arn.ts";
import type { ClientKeyTarget, Target } from "./targets.ts";

/** Something by which applications have access, that a call touches. */
export interface AccessTarget<R> extends Target {
  readonly record: R;
}

/**
 * Finds, by their names, what gives applications access; what is new is to be made.
 *
 * @throws ServiceError `Forbidden.ResourceNotFound`
 */
export interface AccessLookup {
  networkRule(name: string): Promise<AccessTarget<NetworkRuleRecord>>;
  newNetworkRule(name: string): Target;
  policy(name: string): Promise<AccessTarget<AccessPolicyRecord>>;
  newPolicy(name: string): Target;
  point(name: string): Promise<AccessTarget<AccessPointRecord>>;
  newPoint(name: string): Target;
  /** A client key by its id; permission is asked on its access point. */
  clientKey(id: string): Promise<ClientKeyTarget>;
}

type ArnOf = (scope: ArnScope, name: string) => string;

/**
 * Looks up for one call.
 *
 * @param read what there is in the call's scope
 */
export function createAccessLookup(scope: ArnScope, read: ScopedReaders): AccessLookup {
  return {
    networkRule: (name) => find(read.networkRules, name, networkRuleArn),
    newNetworkRule: (name) => toBeMade(name, networkRuleArn),
    policy: (name) => find(read.accessPolicies, name, accessPolicyArn),
    newPolicy: (name) => toBeMade(name, accessPolicyArn),
    point: (name) => find(read.accessPoints, name, accessPointArn),
    newPoint: (name) => toBeMade(name, accessPointArn),
    async clientKey(id) {
      const clientKey = await read.clientKeys.byId(id);
      if (clientKey === undefined) throw serviceError("Forbidden.ResourceNotFound");
      return { clientKey, resource: accessPointArn(scope, clientKey.accessPoint) };
    },
  };

  async function find<R extends Named>(
    reader: NamedReader<R>,
    name: string,
    arnOf: ArnOf,
  ): Promise<AccessTarget<R>> {
    const record = await reader.byName(name);
    if (record === undefined) throw serviceError("Forbidden.ResourceNotFound");
    return { record, resource: arnOf(scope, name) };
  }

  function toBeMade(name: string, arnOf: ArnOf): Target {
    return { resource: arnOf(scope, name), isNew: true };
  }
}
