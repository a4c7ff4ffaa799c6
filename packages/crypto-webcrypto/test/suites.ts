import { combineBackends, combineReceivers, createSealer } from "@keyferry/crypto";
import { backendConformance, type ConformanceCheck, receiverConformance } from "@keyferry/crypto/conformance";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { createWebCryptoBackend, createWebCryptoReceiver } from "@keyferry/crypto-webcrypto";

/** Checks that Node and a browser run alike. */
export interface Suite {
  readonly name: string;
  readonly checks: readonly ConformanceCheck[];
}

/** The conformance suites of the contract, over this package alone and together with the software backend. */
export function conformanceSuites(): readonly Suite[] {
  const sender = createSoftwareBackend({ sealer: createSealer(new Uint8Array(32).fill(0x5a)) });
  const alone = createWebCryptoReceiver();
  const combined = combineReceivers([alone, createSoftwareReceiver()]);
  return [
    {
      name: "the backend on SubtleCrypto",
      checks: backendConformance({ create: createWebCryptoBackend, receivers: [alone] }),
    },
    { name: "the receiver on SubtleCrypto", checks: receiverConformance({ receiver: alone, sender }) },
    {
      name: "the backend on SubtleCrypto, with the software backend behind it",
      checks: backendConformance({
        create: (options) =>
          combineBackends([createWebCryptoBackend(options), createSoftwareBackend(options)]),
        receivers: [combined],
      }),
    },
    {
      name: "the receiver on SubtleCrypto, with the software receiver behind it",
      checks: receiverConformance({ receiver: combined, sender }),
    },
  ];
}
