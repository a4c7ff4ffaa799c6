import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";

/** The backends that need no module. Of the tools, this file and that of the test tokens name the packages of backends. */
export function createHostBackends(sealer: Sealer): readonly CryptoBackend[] {
  return [
    createNodeBackend({ sealer }),
    createSoftwareBackend({ sealer }),
    createWebCryptoBackend({ sealer }),
  ];
}
