import { serviceError } from "@keyferry/protocol";
import type { Named, NamedReader, NetworkRuleRecord, ScopedReaders } from "@keyferry/store";
import { networkRuleArn, type ArnScope } from "./arn.ts";
import type { Target } from "./targets.ts";

/** Something by which applications have access, that a call touches. */
export interface AccessTarget<R> extends Target {
  readonly record: R;
}

/**
 * Finds, by their names, what gives applications access.
 *
 * @throws ServiceError `Forbidden.ResourceNotFound`
 */
export interface AccessLookup {
  networkRule(name: string): Promise<AccessTarget<NetworkRuleRecord>>;
  /** One that is to be made. */
  newNetworkRule(name: string): Target;
}

/**
 * Looks up for one call.
 *
 * @param read what there is in the call's scope
 */
export function createAccessLookup(scope: ArnScope, read: ScopedReaders): AccessLookup {
  return {
    networkRule: (name) => find(read.networkRules, name, networkRuleArn),
    newNetworkRule: (name) => ({ resource: networkRuleArn(scope, name), isNew: true }),
  };

  async function find<R extends Named>(
    reader: NamedReader<R>,
    name: string,
    arnOf: (scope: ArnScope, name: string) => string,
  ): Promise<AccessTarget<R>> {
    const record = await reader.byName(name);
    if (record === undefined) throw serviceError("Forbidden.ResourceNotFound");
    return { record, resource: arnOf(scope, name) };
  }
}
