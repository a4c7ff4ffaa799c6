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

/** What creating and listing is asked on: the last part of a container's ARN. */
export type Container = "key" | "alias" | "keystore";

/** ARN of all keys, all aliases, or all KMS instances. */
export const containerArn = (scope: ArnScope, of: Container): string => arn(scope, of);

/** The key id or alias name inside an ARN of this scope; undefined for any other text. */
export function resourceInArn(text: string, scope: ArnScope): string | undefined {
  const prefix = arn(scope, "");
  if (!text.startsWith(prefix)) return undefined;
  const resource = text.slice(prefix.length);
  if (resource.startsWith("alias/")) return resource;
  return resource.startsWith("key/") ? resource.slice("key/".length) : undefined;
}

/** The key that an ARN of the scope's region, but of another account, names; undefined for any other text. */
export function foreignKeyInArn(
  text: string,
  { account: own, region }: ArnScope,
): { readonly account: string; readonly keyId: string } | undefined {
  const [, of = "", account = "", keyId = ""] = /^acs:kms:([^:]+):([0-9]{1,32}):key\/(.+)$/.exec(text) ?? [];
  return of === region && account !== own ? { account, keyId } : undefined;
}

function arn({ account, region }: ArnScope, resource: string): string {
  return `acs:kms:${region}:${account}:${resource}`;
}
