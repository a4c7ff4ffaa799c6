import { type EncryptionAlgorithm, encryptionAlgorithms, maxPlaintext } from "./encryption-algorithms.ts";
import type { AsymmetricKeySpec } from "./key-specs.ts";

/** The kinds of public key that a data key can be exported to. */
export const recipientKeySpecs = ["RSA_2048", "EC_SM2"] as const satisfies readonly AsymmetricKeySpec[];

/** Where the private key of a recipient may live: one of {@link recipientKeySpecs}. */
export type RecipientKeySpec = (typeof recipientKeySpecs)[number];

/** The algorithms that wrap a data key for a recipient: those that encrypt under a public key. */
export type WrappingAlgorithm = EncryptionAlgorithm;

interface WrappingRow<A extends WrappingAlgorithm, R extends RecipientKeySpec> {
  readonly recipient: R;
  readonly hash: (typeof encryptionAlgorithms)[A]["hash"];
  readonly maxPayload: number;
}

function wraps<A extends WrappingAlgorithm, R extends RecipientKeySpec>(
  algorithm: A,
  recipient: R,
): WrappingRow<A, R> {
  const { hash }: Pick<WrappingRow<A, R>, "hash"> = encryptionAlgorithms[algorithm];
  return { recipient, hash, maxPayload: maxPlaintext(algorithm, recipient) };
}

/** The recipients of the algorithms that wrap a data key. `maxPayload` is the longest data key in bytes. */
export const wrappingAlgorithms = {
  RSAES_OAEP_SHA_256: /* @__PURE__ */ wraps("RSAES_OAEP_SHA_256", "RSA_2048"),
  RSAES_OAEP_SHA_1: /* @__PURE__ */ wraps("RSAES_OAEP_SHA_1", "RSA_2048"),
  SM2PKE: /* @__PURE__ */ wraps("SM2PKE", "EC_SM2"),
} as const satisfies Record<WrappingAlgorithm, unknown>;

/** Whether `name` is a wrapping algorithm. */
export function isWrappingAlgorithm(name: string): name is WrappingAlgorithm {
  return Object.hasOwn(wrappingAlgorithms, name);
}
