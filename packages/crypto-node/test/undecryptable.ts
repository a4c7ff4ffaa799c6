import { expect } from "vitest";

/** What everything that does not open must throw. */
export const undecryptable = expect.objectContaining({
  name: "CryptoError",
  reason: "undecryptable",
  message: "the ciphertext does not open",
}) as Error;

/** The error that `work` throws, as all that a caller can see of it. */
export function visibleError(work: () => unknown): Record<string, unknown> {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error))
      throw new Error("something else than an Error was thrown", { cause: error });
    return {
      ...Object.fromEntries(Object.entries(error)),
      message: error.message,
      hasCause: "cause" in error,
    };
  }
  throw new Error("it opened");
}
