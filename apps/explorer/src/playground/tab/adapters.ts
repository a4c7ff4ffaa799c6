import {
  combineBackends,
  createLateBackend,
  loadOnce,
  type ClientKeyMaker,
  type CryptoBackend,
  type Sealer,
} from "@keyferry/crypto";
import { softwareCapabilities } from "@keyferry/crypto-software/capabilities";
import type { NonceStore, StoreSnapshot } from "@keyferry/store";
import { createMemoryNonceStore, createMemoryStore, type MemoryStore } from "@keyferry/store-memory";

/** What a KMS in a tab stands on. */
export interface Adapters {
  readonly store: MemoryStore;
  readonly nonces: NonceStore;
  readonly crypto: CryptoBackend;
  readonly clientKeys: ClientKeyMaker;
}

/** What adapters are opened with. */
export interface AdaptersOptions {
  readonly sealer: Sealer;
  /** What the store holds at first; undefined: nothing. */
  readonly snapshot: StoreSnapshot | undefined;
  /** Of the service, which may have been moved; milliseconds since the epoch. */
  readonly clock: () => number;
  /** That requests are signed by. */
  readonly signingClock: () => number;
}

/**
 * Opens store and cryptography: the one place that chooses adapters. The browser's own cryptography does what it can; the rest
 * is loaded with the first call that needs it. A page that came over plain HTTP from another machine has no cryptography of the
 * browser: then all is done in software.
 *
 * @throws StoreError for a snapshot whose rows do not go together
 */
export async function openAdapters({
  sealer,
  snapshot,
  clock,
  signingClock,
}: AdaptersOptions): Promise<Adapters> {
  const software = loadOnce(() => import("@keyferry/crypto-software"));
  const inSoftware = createLateBackend({
    name: "software",
    capabilities: [softwareCapabilities],
    load: async () => (await software.get()).createSoftwareBackend({ sealer }),
  });
  const webCrypto = isSecureContext() ? await import("@keyferry/crypto-webcrypto") : undefined;
  const clientKeys = loadOnce(async () => {
    const keyPairs = webCrypto?.createWebCryptoReceiver();
    return (await software.get()).createClientKeyMaker({ ...(keyPairs && { keyPairs }) });
  });
  return {
    store: createMemoryStore({ clock, ...(snapshot && { snapshot }) }),
    nonces: createMemoryNonceStore({ clock: signingClock }),
    crypto:
      webCrypto === undefined
        ? inSoftware
        : combineBackends([webCrypto.createWebCryptoBackend({ sealer }), inSoftware]),
    clientKeys: { make: async (plan) => (await clientKeys.get()).make(plan) },
  };
}

/** Whether the browser lends its own cryptography to this page. */
function isSecureContext(): boolean {
  return (globalThis.crypto as Partial<Crypto>).subtle !== undefined;
}
