import { CryptoError } from "@keyferry/crypto";
import type { Failure } from "./messages.ts";

/** A call that failed in the helper process, with whom to blame. */
export class CallFailure extends CryptoError {
  readonly blame: Failure["blame"];
  /** What came out wrong, where something was held back. */
  readonly algorithm: string | undefined;

  constructor({ reason, message, blame, algorithm }: Failure) {
    super(reason, message);
    this.blame = blame;
    this.algorithm = algorithm;
  }
}

/** The call was still waiting when the process ended, so that it may go to another one. */
export class NotSent extends Error {
  override readonly name = "NotSent";
}
