/** What is thrown for a ciphertext that does not open: one error with one message, whatever is wrong with it. */
export class DecryptionError extends Error {
  override readonly name = "DecryptionError";

  constructor() {
    super("the ciphertext does not open");
  }
}
