import type { RecipientKeySpec } from "@keyferry/algorithms";
import type { RecipientPair } from "./recipient-pair.ts";
import { makeRsaPair } from "./rsa-pair.ts";

const makers: Readonly<Record<RecipientKeySpec, () => Promise<RecipientPair>>> = {
  RSA_2048: makeRsaPair,
  // Browsers know no SM2: its code is loaded by whoever chooses it.
  EC_SM2: async () => (await import("./sm2-pair.ts")).makeSm2Pair(),
};

/** Makes a pair. @throws Error where the page is not from a secure context, for RSA */
export function makeRecipientPair(spec: RecipientKeySpec): Promise<RecipientPair> {
  return makers[spec]();
}
