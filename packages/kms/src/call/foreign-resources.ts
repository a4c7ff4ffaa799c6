import type { Access } from "@keyferry/access";
import { everyOperation, readSecretArn } from "@keyferry/protocol";
import type { KeyRecord, KeyVersionRecord, SecretRecord } from "@keyferry/store";
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

/** A secret of another account. */
export interface ForeignSecret {
  /** Account id of its owner. */
  readonly account: string;
  readonly secret: SecretRecord;
}

/** Who looks for what other accounts have, and what the call sees of the store. */
export type ForeignCaller = Pick<CallContext, "scope" | "principal" | "view">;

/**
 * The keys and secrets of other accounts in the call's region that the caller may know of: those whose policies let the
 * caller do anything at all. Of every other one nothing is found, as if it were not there.
 */
export interface ForeignResources {
  /** The key of an ARN; undefined for any other text. */
  keyByArn(text: string, caller: ForeignCaller): Promise<ForeignKey | undefined>;
  keyByVersion(versionId: string, caller: ForeignCaller): Promise<ForeignVersion | undefined>;
  /** The secret of an ARN; undefined for any other text. */
  secretByArn(text: string, caller: ForeignCaller): Promise<ForeignSecret | undefined>;
}

const acrossAccounts = Object.values(everyOperation).filter((operation) => operation.acrossAccounts === true);

/** What callers of other accounts may be allowed to do with a key: its key is part of what a secret needs. */
const keyActions = acrossAccounts.flatMap(({ permissions }) => permissions);

/** What they may be allowed to do with a secret. */
const secretActions = acrossAccounts
  .filter(({ secretStates }) => secretStates !== undefined)
  .flatMap(({ permissions }) => permissions.slice(0, 1));

/** Looks up by the policies of keys and secrets. */
export function createForeignResources(access: Pick<Access, "allowsAny">): ForeignResources {
  return {
    async keyByArn(text, caller) {
      const { scope, view } = caller;
      const { region } = scope;
      const named = foreignKeyInArn(text, scope);
      if (named === undefined) return undefined;
      const { account, keyId } = named;
      const key = await view.scoped({ account, region }).keys.byId(keyId);
      return key !== undefined && isOpenKey({ account, key }, caller) ? { account, key } : undefined;
    },

    async keyByVersion(versionId, caller) {
      const { scope, view } = caller;
      const versions = await view.everywhere.policies.versions(scope.region, versionId);
      return versions.find((found) => found.account !== scope.account && isOpenKey(found, caller));
    },

    async secretByArn(text, caller) {
      const { scope, view, principal } = caller;
      const named = readSecretArn(text);
      if (named === undefined || named.region !== scope.region || named.account === scope.account) {
        return undefined;
      }
      const { account, region, name } = named;
      const secret = await view.scoped({ account, region }).secrets.byName(name);
      const resourcePolicy = secret?.policy ?? null;
      if (secret === undefined || resourcePolicy === null) return undefined;
      const asked = { principal, resource: text, resourcePolicy, actions: secretActions };
      return access.allowsAny(asked) ? { account, secret } : undefined;
    },
  };

  function isOpenKey(
    { account, key: { id, policy } }: ForeignKey,
    { scope: { region }, principal }: ForeignCaller,
  ): boolean {
    const resource = keyArn({ account, region }, id);
    const asked = { principal, resource, actions: keyActions };
    return policy !== null && access.allowsAny({ ...asked, resourcePolicy: policy });
  }
}
