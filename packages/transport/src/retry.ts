import { TransportError } from "./errors.ts";
import type { SendOptions, TransportResponse } from "./transport.ts";

/** How often and how patiently a request is sent again. */
export interface RetryPolicy {
  /** Attempts altogether; 1 never sends again. Default 3. */
  readonly attempts?: number;
  /** Longest wait before the second attempt, in milliseconds; it doubles with each further one. Default 100. */
  readonly baseDelay?: number;
}

/**
 * Attempts until there is an answer to keep. A throttled request (429) did nothing and is sent again whatever it was; a
 * server error or a lost connection only where the call is repeatable. Waits are random between zero and a bound that
 * doubles, so that many clients do not come back at once; `x-acs-retry-after` (milliseconds) is obeyed when it is longer.
 */
export async function withRetries(
  attempt: () => Promise<TransportResponse>,
  { repeatable, signal }: SendOptions,
  { attempts = 3, baseDelay = 100 }: RetryPolicy,
): Promise<TransportResponse> {
  for (let attemptNumber = 1; ; attemptNumber++) {
    const last = attemptNumber >= attempts;
    const backoff = Math.random() * baseDelay * 2 ** (attemptNumber - 1);
    try {
      const response = await attempt();
      const { status } = response;
      if (last || !(status === 429 || (status >= 500 && repeatable))) return response;
      await sleep(Math.max(backoff, retryAfter(response)), signal);
    } catch (error) {
      const lost = error instanceof TransportError && error.reason !== "aborted";
      if (last || !lost || !repeatable) throw error;
      await sleep(backoff, signal);
    }
  }
}

const longestObeyed = 30_000;

function retryAfter({ headers }: TransportResponse): number {
  const text = headers["x-acs-retry-after"] ?? "";
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text), longestObeyed) : 0;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new TransportError("aborted", "The call was aborted", { cause: signal?.reason }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
