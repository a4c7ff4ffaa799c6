import type { Access } from "@keyferry/access";
import { operations, type Operation } from "@keyferry/protocol";
import type { KeyRecord, KeyVersionRecord } from "@keyferry/store";
import { foreignKeyInArn, keyArn } from "./arn.ts";
import type { CallContext } from "./scope.ts";

/** A key of another account. */
export interface ForeignKey {
  /** Account id of its owner. */
  readonly account: string;
  readonly key: KeyRecord;
}

/** A version of a key of another account. */
export interface ForeignVersion extends ForeignKey {
  readonly version: KeyVersionRecord;
}

/** Who looks for keys of other accounts, and what the call sees of the store. */
export type ForeignCaller = Pick<CallContext, "scope" | "principal" | "view">;

/**
 * The keys of other accounts in the call's region that the caller may know of: those whose policies let the caller do
 * anything at all. Of every other key nothing is found, as if it were not there.
 */
export interface ForeignKeys {
  /** The key of an ARN; undefined for any other text. */
  byArn(text: string, caller: ForeignCaller): Promise<ForeignKey | undefined>;
  byVersion(versionId: string, caller: ForeignCaller): Promise<ForeignVersion | undefined>;
}

/** What callers of other accounts may be allowed to do with a key. */
const actions: readonly string[] = Object.values<Operation>({ ...operations })
  .filter(({ acrossAccounts }) => acrossAccounts === true)
  .flatMap(({ permissions }) => permissions);

/** Looks up by the policies of the keys. */
export function createForeignKeys(access: Pick<Access, "allowsAny">): ForeignKeys {
  return {
    async byArn(text, caller) {
      const { scope, view } = caller;
      const { region } = scope;
      const named = foreignKeyInArn(text, scope);
      if (named === undefined) return undefined;
      const { account, keyId } = named;
      const key = await view.scoped({ account, region }).keys.byId(keyId);
      return key !== undefined && isOpen({ account, key }, caller) ? { account, key } : undefined;
    },

    async byVersion(versionId, caller) {
      const { scope, view } = caller;
      const versions = await view.everywhere.policies.versions(scope.region, versionId);
      return versions.find((found) => found.account !== scope.account && isOpen(found, caller));
    },
  };

  function isOpen(
    { account, key: { id, policy } }: ForeignKey,
    { scope: { region }, principal }: ForeignCaller,
  ): boolean {
    const resource = keyArn({ account, region }, id);
    return policy !== null && access.allowsAny({ principal, resource, resourcePolicy: policy, actions });
  }
}
