import { serviceError, type Operation } from "@keyferry/protocol";

/** Holds accounts to the documented limits of calls per second. */
export interface Throttle {
  /**
   * Counts a call.
   *
   * @param now milliseconds since the epoch
   * @throws ServiceError `Rejected.Throttling`, with the time after which the call may be made again
   */
  count(account: string, operation: Pick<Operation, "api" | "name" | "callsPerSecond">, now: number): void;
}

/**
 * Makes a throttle that counts within each second of the clock, per account and operation. An operation without a
 * documented limit has none. It counts for one process, and forgets everything every second.
 */
export function createThrottle(): Throttle {
  const calls = new Map<string, number>();
  let second = 0;
  return {
    count(account, { api, name, callsPerSecond }, now) {
      if (callsPerSecond === undefined) return;
      if (Math.floor(now / 1000) !== second) {
        calls.clear();
        second = Math.floor(now / 1000);
      }
      const counted = `${account}\n${api}\n${name}`;
      const before = calls.get(counted) ?? 0;
      if (before >= callsPerSecond) {
        const reason = `an account may call ${name} ${String(callsPerSecond)} times a second`;
        throw serviceError("Rejected.Throttling", { reason, retryAfter: 1000 - (now % 1000) });
      }
      calls.set(counted, before + 1);
    },
  };
}
