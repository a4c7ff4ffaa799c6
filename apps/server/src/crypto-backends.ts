import { combineBackends, type CryptoBackend, type Sealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { StartError } from "./config/start-error.ts";

const factories: ReadonlyMap<string, (options: { readonly sealer: Sealer }) => CryptoBackend> = new Map([
  ["node", createNodeBackend],
  ["software", createSoftwareBackend],
]);

/**
 * Makes the crypto backends of a list such as `node,software`; the first that can do a thing does it.
 *
 * @throws StartError for a name that is none
 */
export function createCryptoBackends(list: string, sealer: Sealer): CryptoBackend {
  const backends = list.split(",").map((name) => {
    const factory = factories.get(name.trim());
    if (factory !== undefined) return factory({ sealer });
    throw new StartError(
      `--crypto: there is no backend ${name.trim()}; there are ${[...factories.keys()].join(", ")}`,
    );
  });
  return combineBackends(backends);
}
