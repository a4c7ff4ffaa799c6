import { CryptoError } from "@keyferry/crypto";

/** What a module made did not stand its trial, and was held back. */
export class WrongOutput extends CryptoError {
  /** What came out wrong. */
  readonly algorithm: string;

  constructor(algorithm: string, options?: ErrorOptions) {
    super(
      "faulty",
      `what ${algorithm} made in the module did not stand its trial, and was held back`,
      options,
    );
    this.algorithm = algorithm;
  }
}
