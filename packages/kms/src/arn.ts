/** The account and region that an ARN speaks of. */
export interface ArnScope {
  readonly account: string;
  readonly region: string;
}

/** ARN of a key. */
export const keyArn = (scope: ArnScope, keyId: string): string => arn(scope, `key/${keyId}`);

/** ARN of an alias; `name` has its prefix `alias/`. */
export const aliasArn = (scope: ArnScope, name: string): string => arn(scope, name);

/** ARN of all keys, or all aliases: what creating and listing is asked on. */
export const containerArn = (scope: ArnScope, of: "key" | "alias"): string => arn(scope, of);

/** The key id or alias name inside an ARN of this scope; undefined for any other text. */
export function resourceInArn(text: string, scope: ArnScope): string | undefined {
  const prefix = arn(scope, "");
  if (!text.startsWith(prefix)) return undefined;
  const resource = text.slice(prefix.length);
  if (resource.startsWith("alias/")) return resource;
  return resource.startsWith("key/") ? resource.slice("key/".length) : undefined;
}

function arn({ account, region }: ArnScope, resource: string): string {
  return `acs:kms:${region}:${account}:${resource}`;
}
