/**
 * Why a saved playground does not open.
 *
 * - `foreign`: the file is something else.
 * - `newer`: a later version of the playground has written it.
 * - `damaged`: it is cut short, or was changed.
 * - `locked`: it needs its passphrase.
 * - `wrong passphrase`: or what the passphrase seals was changed, which nobody can tell apart.
 * - `too large`: it is larger than a playground can be.
 */
export type StateErrorReason = "foreign" | "newer" | "damaged" | "locked" | "wrong passphrase" | "too large";

const sentences: Readonly<Record<StateErrorReason, string>> = {
  foreign: "This file is no saved playground. Choose a file that the playground has saved.",
  newer: "A newer version of the playground has written this file. Open it with that version.",
  damaged: "This file is cut short, or was changed since it was saved. Use another copy of it.",
  locked: "This file needs its passphrase. Type the one that it was saved with.",
  "wrong passphrase":
    "The file does not open with this passphrase. Type it again; if it is right, the file was changed.",
  "too large": "This file is larger than 64 MiB, which no saved playground is.",
};

/** A saved playground that does not open. The message says what to do. */
export class StateError extends Error {
  override readonly name = "StateError";
  readonly reason: StateErrorReason;

  constructor(reason: StateErrorReason, options?: ErrorOptions) {
    super(sentences[reason], options);
    this.reason = reason;
  }
}
