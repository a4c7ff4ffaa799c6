import { expect } from "vitest";

/** What everything that does not open must throw. */
export const undecryptable = expect.objectContaining({
  name: "CryptoError",
  reason: "undecryptable",
  message: "the ciphertext does not open",
}) as Error;
