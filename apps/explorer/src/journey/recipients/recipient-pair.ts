import {
  namesOf,
  recipientKeySpecs,
  wrappingAlgorithms,
  type RecipientKeySpec,
  type WrappingAlgorithm,
} from "@keyferry/algorithms";

/** A key pair of a recipient, made in this page. Its private key stays in it. */
export interface RecipientPair {
  readonly spec: RecipientKeySpec;
  /** What a data key is exported under to it. */
  readonly algorithm: WrappingAlgorithm;
  /** SubjectPublicKeyInfo (RFC 5280), DER. */
  readonly publicKey: Uint8Array;
  /**
   * Opens an exported data key with the private key.
   *
   * @returns the data key, which the caller wipes
   * @throws UnopenedError where it was not exported to this pair, or was changed on the way
   */
  readonly open: (exported: Uint8Array) => Promise<Uint8Array>;
  /** Gives the private key up. */
  readonly forget: () => void;
}

/** An exported data key does not open with a private key. */
export class UnopenedError extends Error {
  override readonly name = "UnopenedError";

  constructor(cause: unknown) {
    super("the private key does not open it", { cause });
  }
}

/** The algorithm that the journey exports under to a kind of recipient: the first of the table that goes with it. */
export const algorithmTo = Object.fromEntries(
  recipientKeySpecs.map((spec) => [
    spec,
    namesOf(wrappingAlgorithms).find((name) => wrappingAlgorithms[name].recipient === spec),
  ]),
) as Readonly<Record<RecipientKeySpec, WrappingAlgorithm>>;
