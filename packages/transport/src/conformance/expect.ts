import { expectFailure } from "@keyferry/conformance";
import { TransportError, type TransportErrorReason } from "../errors.ts";

/** Fails unless the work is rejected with a {@link TransportError} of this reason; gives it. */
export async function expectReason(
  work: Promise<unknown>,
  reason: TransportErrorReason,
): Promise<TransportError> {
  return expectFailure(TransportError, reason, "the call", () => work);
}

/** Fails when the work takes longer; only so that a check cannot hang. */
export async function expectSoon<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`expected an end within ${String(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until something is so; {@link expectSoon} bounds it. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("expected a request to arrive within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
