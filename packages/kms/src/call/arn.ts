import { readKeyArn } from "@keyferry/protocol";

/** The account and region that an ARN speaks of. */
export interface ArnScope {
  readonly account: string;
  readonly region: string;
}

/** ARN of a key. */
export const keyArn = (scope: ArnScope, keyId: string): string => arn(scope, `key/${keyId}`);

/** ARN of an alias; `name` has its prefix `alias/`. */
export const aliasArn = (scope: ArnScope, name: string): string => arn(scope, name);

/** ARN of a KMS instance. */
export const instanceArn = (scope: ArnScope, instanceId: string): string =>
  arn(scope, `keystore/${instanceId}`);

/** ARN of a secret. */
export const secretArn = (scope: ArnScope, name: string): string => arn(scope, `secret/${name}`);

/** ARN of a network rule. */
export const networkRuleArn = (scope: ArnScope, name: string): string => arn(scope, `network/${name}`);

/** ARN of a policy for access points. */
export const accessPolicyArn = (scope: ArnScope, name: string): string => arn(scope, `policy/${name}`);

/** ARN of an application access point. */
export const accessPointArn = (scope: ArnScope, name: string): string =>
  arn(scope, `applicationaccesspoint/${name}`);

/** What creating and listing is asked on: the last part of a container's ARN. */
export type Container =
  "key" | "alias" | "secret" | "keystore" | "network" | "policy" | "applicationaccesspoint" | "*";

/** ARN of all things of a kind, or of everything. */
export const containerArn = (scope: ArnScope, of: Container): string => arn(scope, of);

/** The key id or alias name inside an ARN of this scope; undefined for any other text. */
export function resourceInArn(text: string, scope: ArnScope): string | undefined {
  const named = readKeyArn(text);
  return named?.region === scope.region && named.account === scope.account ? named.name : undefined;
}

/** The key that an ARN of the scope's region, but of another account, names; undefined for any other text. */
export function foreignKeyInArn(
  text: string,
  { account: own, region }: ArnScope,
): { readonly account: string; readonly keyId: string } | undefined {
  const named = readKeyArn(text);
  if (named?.region !== region || named.account === own || named.name.startsWith("alias/")) return undefined;
  return { account: named.account, keyId: named.name };
}

function arn({ account, region }: ArnScope, resource: string): string {
  return `acs:kms:${region}:${account}:${resource}`;
}
