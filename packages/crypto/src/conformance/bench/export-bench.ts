import { type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import type { BoundBody } from "../../contract/backend.ts";
import { parseRecipientKey, type RecipientKey } from "../../recipients/recipient-key.ts";
import {
  parseRecipientPrivateKey,
  type RecipientPrivateKey,
} from "../../recipients/recipient-private-key.ts";
import { rsa2048PrivateKey, rsa2048PublicKey, sm2PrivateKey, sm2PublicKey } from "../vectors/fixed-keys.ts";
import { boundTo, type KeyBench } from "./backend-bench.ts";

/** What data keys of checks on exports are bound to. */
export const exportContext = [["purpose", "export"]] as const;

const fixedKeys = {
  RSA_2048: { publicKey: rsa2048PublicKey, privateKey: rsa2048PrivateKey },
  EC_SM2: { publicKey: sm2PublicKey, privateKey: sm2PrivateKey },
} as const;

/** The recipient of checks on an algorithm. */
export function recipientOf(algorithm: WrappingAlgorithm): RecipientKey {
  const { recipient } = wrappingAlgorithms[algorithm];
  return parseRecipientKey(fixedKeys[recipient].publicKey, recipient);
}

/** Opens what that recipient gets. */
export function privateKeyOf(algorithm: WrappingAlgorithm): RecipientPrivateKey {
  const { recipient } = wrappingAlgorithms[algorithm];
  return parseRecipientPrivateKey(fixedKeys[recipient].privateKey, recipient);
}

/** A data key of the bench's backend. */
export async function generateToExport({ backend, key }: KeyBench, length: number): Promise<BoundBody> {
  const target = boundTo(key, exportContext);
  return { ...target, body: await backend.generateDataKey(target, length) };
}
