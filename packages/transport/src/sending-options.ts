/** How often and how patiently a request is sent again. */
export interface RetryPolicy {
  /** Attempts altogether, from 1, which never sends again. Default 3. */
  readonly attempts?: number;
  /** Longest wait before the second attempt, in milliseconds; it doubles with each further one. Default 100. */
  readonly baseDelay?: number;
}

/** How a transport sends. */
export interface SendingOptions {
  /** Time limit of one attempt, answer included, in milliseconds. Default 10,000. */
  readonly timeout?: number;
  /** The longest answer that is read, in bytes. Default 8 MiB. */
  readonly maxAnswerBytes?: number;
  readonly retry?: RetryPolicy;
}

/** All that {@link SendingOptions} leave open is settled. */
export interface SendingRules {
  readonly timeout: number;
  readonly maxAnswerBytes: number;
  readonly attempts: number;
  readonly baseDelay: number;
}

/** The longest time that a timer takes, in milliseconds: beyond it, timers fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Settles the options.
 *
 * @throws RangeError for a number that is none, or out of range
 */
export function sendingRules({ timeout, maxAnswerBytes, retry = {} }: SendingOptions): SendingRules {
  return {
    timeout: number("timeout", timeout, { standard: 10_000, min: 1, max: longestTimer }),
    maxAnswerBytes: number("maxAnswerBytes", maxAnswerBytes, { standard: 8 * 1024 * 1024, min: 0 }),
    attempts: number("retry.attempts", retry.attempts, { standard: 3, min: 1 }),
    baseDelay: number("retry.baseDelay", retry.baseDelay, { standard: 100, min: 0 }),
  };
}

function number(
  name: string,
  value: number | undefined,
  { standard, min, max = Number.MAX_SAFE_INTEGER }: { standard: number; min: number; max?: number },
): number {
  if (value === undefined) return standard;
  // NaN is refused as well: with it, attempts would never end.
  if (!(value >= min && value <= max)) {
    throw new RangeError(`${name} must be a number from ${String(min)} to ${String(max)}`);
  }
  return value;
}
