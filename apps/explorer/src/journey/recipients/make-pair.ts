import type { RecipientKeySpec } from "@keyferry/algorithms";
import type { RecipientPair } from "./recipient-pair.ts";
import { makeRsaPair } from "./rsa-pair.ts";

const makers: Readonly<Record<RecipientKeySpec, () => Promise<RecipientPair>>> = {
  RSA_2048: makeRsaPair,
  // Browsers know no SM2: its code is loaded by whoever chooses it.
  EC_SM2: async () => (await import("./sm2-pair.ts")).makeSm2Pair(),
};

/** Whether this page can make such a pair: browsers do RSA only on https addresses and on loopback ones. */
export function canMakePair(spec: RecipientKeySpec): boolean {
  return spec !== "RSA_2048" || isSecureContext;
}

/** Makes a pair. @throws Error where it cannot: see {@link canMakePair} */
export function makeRecipientPair(spec: RecipientKeySpec): Promise<RecipientPair> {
  return makers[spec]();
}
