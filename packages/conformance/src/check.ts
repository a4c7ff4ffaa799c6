/** One check of a conformance suite, for any test runner or none. */
export interface ConformanceCheck {
  /** What is promised; unique within its suite. */
  readonly name: string;
  /** Resolves where the promise is kept, rejects with an Error that says what was found instead. */
  readonly run: () => Promise<void>;
}

/** Runs `work` with what `opening` gives, and closes that whatever happens. */
export async function withOpen<T extends { close(): unknown }>(
  opening: T | Promise<T>,
  work: (opened: T) => Promise<void>,
): Promise<void> {
  const opened = await opening;
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}
