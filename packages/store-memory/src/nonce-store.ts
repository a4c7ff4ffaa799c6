import { StoreError, type NonceStore } from "@keyferry/store";

/** How many claims come between two sweeps at least. */
const fewest = 1000;

/**
 * Makes a store of nonces in memory. It forgets everything with the process: until what was signed before has expired, it may
 * be sent again to the next one.
 *
 * @param options.clock milliseconds since the epoch; by default the system's
 */
export function createMemoryNonceStore({
  clock = Date.now,
}: { readonly clock?: () => number } = {}): NonceStore {
  const expiries = new Map<string, number>();
  let untilSweep = fewest;
  let closed = false;

  function refuseClosed(): void {
    if (closed) throw new StoreError("unavailable", "The store of nonces is closed.");
  }

  /** What has expired goes, once there were as many claims as are left: so a claim costs the same, however many there are. */
  function sweep(now: number): void {
    for (const [name, expiry] of expiries) if (expiry <= now) expiries.delete(name);
    untilSweep = Math.max(fewest, expiries.size);
  }

  return {
    async claim(accessKeyId, nonce, expiry) {
      refuseClosed();
      if (!Number.isSafeInteger(expiry)) {
        throw new StoreError("refused", "The expiry of a nonce must be a whole number of milliseconds.");
      }
      const now = clock();
      untilSweep -= 1;
      if (untilSweep <= 0) sweep(now);
      // The length in front keeps ("ab", "c") and ("a", "bc") apart.
      const name = `${String(accessKeyId.length)}:${accessKeyId}${nonce}`;
      const known = expiries.get(name);
      if (known !== undefined && known > now) return false;
      expiries.set(name, expiry);
      return true;
    },
    checkWrites: async () => {
      refuseClosed();
    },
    close: async () => {
      closed = true;
      expiries.clear();
    },
  };
}
