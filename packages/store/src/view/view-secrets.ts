import type { StoreScope } from "../scope.ts";
import type { SecretReader } from "../secrets/contract.ts";
import { isLiving, nameOf } from "./look-up.ts";
import type { ViewLookUps } from "./view-keys.ts";

/** The secrets of a scope as a view sees them. */
export function viewSecrets(
  { account, region }: StoreScope,
  source: () => SecretReader,
  { lookUp, now }: ViewLookUps,
): SecretReader {
  const byName: SecretReader["byName"] = async (secret) => {
    const name = nameOf("secret", account, region, secret);
    const found = await lookUp({ aggregate: "secrets", name, ownersOf: () => [name] }, () =>
      source().byName(secret),
    );
    return found !== undefined && isLiving(found, now) ? found : undefined;
  };
  return {
    byName,
    async version(secret, versionId) {
      if ((await byName(secret)) === undefined) return undefined;
      const found = await lookUp(
        {
          aggregate: "secrets",
          name: nameOf("secret version", account, region, secret, versionId),
          ownersOf: () => [nameOf("secret", account, region, secret)],
        },
        () => source().version(secret, versionId),
      );
      return (
        found && { ...found, dataKey: new Uint8Array(found.dataKey), value: new Uint8Array(found.value) }
      );
    },
    versions: (secret) => source().versions(secret),
    list: (filter, page) => source().list(filter, page),
  };
}
