import { parseAddress } from "@keyferry/access";
import { serviceError, ServiceError } from "@keyferry/protocol";

/** Milliseconds. */
const windowLength = 60_000;
/** How long a caller who has signed rightly is told from others of the same address. Milliseconds. */
const trustLength = 3_600_000;
/** How many addresses, and how many callers, are kept in mind; the oldest go first. */
const mostKept = 10_000;

/** Holds addresses to a number of requests whose signature fails: whoever guesses secrets or access keys gets no further. */
export interface FailureLimit {
  /**
   * Asks before a signature is looked at.
   *
   * @throws ServiceError `Rejected.Throttling` while the address has failed too often
   */
  check(address: string, accessKeyId: string): void;
  /** Counts a request that failed, if it failed by its signature or access key. */
  failed(address: string, accessKeyId: string, error: unknown): void;
  /** Notes that a caller has signed rightly. */
  passed(address: string, accessKeyId: string): void;
}

/** A caller who has signed rightly: an access key at an address. */
interface Caller {
  passedAt: number;
  window: number;
  failures: number;
}

const failures: readonly string[] = [
  "SignatureDoesNotMatch",
  "InvalidAccessKeyId.NotFound",
  "InvalidSecurityToken.Malformed",
  "InvalidSecurityToken.MismatchWithAccessKey",
];

/**
 * Makes a limit that counts within each minute of its clock, for one process. An IPv6 address counts with its whole /64,
 * which one caller has to itself. Callers behind one address do not shut one another out: who has signed rightly from there
 * within the last hour goes on, until as many of its own have failed.
 *
 * @param most failures that an address may have in a minute
 * @param clock milliseconds from any fixed moment. Default: one that nobody can set
 */
export function createFailureLimit(
  most: number,
  clock: () => number = () => performance.now(),
): FailureLimit {
  const counts = new Map<string, number>();
  const callers = new Map<string, Caller>();
  let window = 0;

  return {
    check(address, accessKeyId) {
      const now = begin();
      const network = networkOf(address);
      if ((counts.get(network) ?? 0) < most) return;
      const caller = callers.get(callerOf(network, accessKeyId));
      if (caller !== undefined && now - caller.passedAt <= trustLength && failuresOf(caller) < most) return;
      const reason =
        `from ${address} came ${String(most)} requests with a wrong signature or an unknown access key ` +
        "within a minute";
      const retryAfter = Math.ceil((window + 1) * windowLength - now);
      throw serviceError("Rejected.Throttling", { reason, retryAfter });
    },

    failed(address, accessKeyId, error) {
      if (!(error instanceof ServiceError) || !failures.includes(error.code)) return;
      begin();
      const network = networkOf(address);
      keep(counts, network, (counts.get(network) ?? 0) + 1);
      const caller = callers.get(callerOf(network, accessKeyId));
      if (caller !== undefined) Object.assign(caller, { window, failures: failuresOf(caller) + 1 });
    },

    passed(address, accessKeyId) {
      const now = begin();
      const name = callerOf(networkOf(address), accessKeyId);
      const caller = callers.get(name);
      if (caller !== undefined && now - caller.passedAt < windowLength) return;
      // Put in again, so that it is the newest.
      callers.delete(name);
      keep(callers, name, { window, failures: caller === undefined ? 0 : failuresOf(caller), passedAt: now });
    },
  };

  /** Forgets the minute before, once a later one has begun. */
  function begin(): number {
    const now = clock();
    const current = Math.floor(now / windowLength);
    if (current > window) {
      window = current;
      counts.clear();
    }
    return now;
  }

  function failuresOf(caller: Caller): number {
    return caller.window === window ? caller.failures : 0;
  }
}

function keep<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.set(name, value);
  if (map.size <= mostKept) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

function callerOf(network: string, accessKeyId: string): string {
  return `${network} ${accessKeyId}`;
}

/** An IPv4 address, or the /64 of an IPv6 address. */
function networkOf(address: string): string {
  return (parseAddress(address)?.subarray(0, 8) ?? address).toString();
}
