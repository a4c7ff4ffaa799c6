import { TransportError } from "./errors.ts";
import type { TransportResponse } from "./transport.ts";

/** Longest wait between two attempts, in milliseconds. */
const longestWait = 30_000;

/** What came of an attempt. */
export type Outcome = { readonly response: TransportResponse } | { readonly error: unknown };

/**
 * How long to wait before a request is sent again, in milliseconds; undefined to leave it at this outcome.
 *
 * A throttled request did nothing and is sent again whatever it was; after a server error, a timeout or a lost
 * connection only a repeatable one is. Waits are random between zero and a bound that doubles, so that many clients do
 * not come back at once; `x-acs-retry-after` (milliseconds) is obeyed when it is longer, up to 30 seconds.
 *
 * @param attempt number of the attempt that this came of, from 1
 */
export function waitBeforeNext(
  outcome: Outcome,
  { attempt, baseDelay, repeatable }: { attempt: number; baseDelay: number; repeatable: boolean },
): number | undefined {
  const backoff = Math.random() * Math.min(longestWait, baseDelay * 2 ** (attempt - 1));
  if ("error" in outcome) return repeatable && isLost(outcome.error) ? backoff : undefined;
  const { response } = outcome;
  if (!isThrottled(response) && !(repeatable && response.status >= 500)) return undefined;
  return Math.max(backoff, retryAfter(response));
}

function isLost(error: unknown): boolean {
  return error instanceof TransportError && (error.reason === "unreachable" || error.reason === "timeout");
}

/** By its status, or by its code: `Throttling`, `Throttling.User` and `Rejected.Throttling` come with several. */
function isThrottled({ status, body }: TransportResponse): boolean {
  return status === 429 || (status >= 400 && codeOf(body).includes("Throttling"));
}

function codeOf(body: string): string {
  try {
    const answer: unknown = JSON.parse(body);
    const isCoded = typeof answer === "object" && answer !== null && "Code" in answer;
    return isCoded && typeof answer.Code === "string" ? answer.Code : "";
  } catch {
    // Not JSON: then no code of the service either.
    return "";
  }
}

function retryAfter({ headers }: TransportResponse): number {
  const text = headers["x-acs-retry-after"] ?? "";
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text), longestWait) : 0;
}
