import {
  limitedCalls,
  serviceError,
  throttleGroups,
  type Operation,
  type ThrottleGroup,
} from "@keyferry/protocol";

/** Holds accounts to the documented limits of calls. */
export interface Throttle {
  /**
   * Counts a call.
   *
   * @throws ServiceError `Rejected.Throttling`, with the time after which the call may be made again
   */
  count(account: string, operation: Pick<Operation, "throttleGroup">): void;
}

/** The calls of one group in its newest window. */
interface Counter {
  window: number;
  readonly calls: Map<string, number>;
}

/**
 * Makes a throttle that counts within windows of the clock, per account and group of operations. An operation without a
 * documented limit has none. It counts for one process, and forgets a window when a later one begins: a clock that goes
 * back gives nobody a second chance.
 *
 * @param clock milliseconds from any fixed moment. Default: one that nobody can set
 */
export function createThrottle(clock: () => number = () => performance.now()): Throttle {
  const counters = new Map<ThrottleGroup, Counter>();

  return {
    count(account, { throttleGroup }) {
      if (throttleGroup === undefined) return;
      const { calls: most, seconds } = throttleGroups[throttleGroup];
      const now = clock();
      const length = seconds * 1000;
      const counter = counterAt(throttleGroup, Math.floor(now / length));
      const before = counter.calls.get(account) ?? 0;
      if (before >= most) {
        const each = seconds === 1 ? "a second" : "an hour";
        const reason = `an account may make ${String(most)} ${limitedCalls(throttleGroup)} ${each}`;
        throw serviceError("Rejected.Throttling", {
          reason,
          retryAfter: Math.ceil((counter.window + 1) * length - now),
        });
      }
      counter.calls.set(account, before + 1);
    },
  };

  function counterAt(group: ThrottleGroup, window: number): Counter {
    let counter = counters.get(group);
    if (counter === undefined) counters.set(group, (counter = { window, calls: new Map() }));
    if (window > counter.window) {
      counter.window = window;
      counter.calls.clear();
    }
    return counter;
  }
}
