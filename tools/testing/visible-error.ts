/** The error that `work` throws or rejects with, as all that a caller can see of it. */
export async function visibleError(work: () => unknown): Promise<Record<string, unknown>> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error)) {
      throw new Error("something else than an Error was thrown", { cause: error });
    }
    return {
      ...Object.fromEntries(Object.entries(error)),
      message: error.message,
      hasCause: "cause" in error,
    };
  }
  throw new Error("nothing was thrown");
}
