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

/**
 * The keys of other accounts in the call's region that the caller may know of: those whose policies let the caller do
 * anything at all. Of every other key nothing is found, as if it were not there.
 */
export interface ForeignKeys {
  /** The key of an ARN; undefined for any other text. */
  byArn(text: string): Promise<ForeignKey | undefined>;
  byVersion(versionId: string): Promise<ForeignVersion | undefined>;
}

/** What callers of other accounts may be allowed to do with a key. */
const actions: readonly string[] = Object.values<Operation>({ ...operations })
  .filter(({ acrossAccounts }) => acrossAccounts === true)
  .flatMap(({ permissions }) => permissions);

/** Looks up for one caller. */
export function createForeignKeys(
  { scope, principal, view }: Pick<CallContext, "scope" | "principal" | "view">,
  access: Pick<Access, "opens">,
): ForeignKeys {
  const { region } = scope;
  return {
    async byArn(text) {
      const named = foreignKeyInArn(text, scope);
      if (named === undefined) return undefined;
      const { account, keyId } = named;
      const key = await view.scoped({ account, region }).keys.byId(keyId);
      return key !== undefined && isOpen({ account, key }) ? { account, key } : undefined;
    },

    async byVersion(versionId) {
      const versions = await view.everywhere.policies.versions(region, versionId);
      return versions.find((found) => found.account !== scope.account && isOpen(found));
    },
  };

  function isOpen({ account, key: { id, policy } }: ForeignKey): boolean {
    const resource = keyArn({ account, region }, id);
    return policy !== null && access.opens({ principal, resource, resourcePolicy: policy, actions });
  }
}
