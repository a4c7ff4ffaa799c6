import { StoreError } from "@keyferry/store";
import type { NonceStore } from "@keyferry/store";
import { nonceStoreConformance } from "@keyferry/store/conformance";
import { describe, expect, it } from "vitest";

interface Flaws {
  readonly keyOf?: (accessKeyId: string, nonce: string) => string;
  readonly expired?: (expiry: number, now: number) => boolean;
  readonly pause?: () => Promise<void>;
}

/** A store of nonces in a map, right but for the flaws it is given. */
function createMapNonceStore(clock: () => number, flaws: Flaws): NonceStore {
  const keyOf = flaws.keyOf ?? ((accessKeyId, nonce) => JSON.stringify([accessKeyId, nonce]));
  const expired = flaws.expired ?? ((expiry, now) => expiry <= now);
  const claimed = new Map<string, number>();
  let closed = false;
  return {
    claim: async (accessKeyId, nonce, expiry) => {
      if (closed) {
        throw new StoreError("unavailable", "closed");
      }
      const key = keyOf(accessKeyId, nonce);
      const held = claimed.get(key);
      if (flaws.pause !== undefined) {
        await flaws.pause();
      }
      if (held !== undefined && !expired(held, clock())) {
        return false;
      }
      claimed.set(key, expiry);
      return true;
    },
    checkWrites: async () => {
      if (closed) {
        throw new StoreError("unavailable", "closed");
      }
    },
    close: async () => {
      closed = true;
    },
  };
}

async function failuresOf(flaws: Flaws): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of nonceStoreConformance({
    open: async ({ clock }) => createMapNonceStore(clock, flaws),
  })) {
    await run().catch(() => failures.push(name));
  }
  return failures;
}

describe("the conformance suite of stores of nonces", () => {
  it("finds nothing wrong with a store that is right", async () => {
    expect(await failuresOf({})).toEqual([]);
  });

  it("finds keys and nonces that run together", async () => {
    const failures = await failuresOf({ keyOf: (accessKeyId, nonce) => accessKeyId + nonce });
    expect(failures).toContain("tells nonces and access keys apart");
  });

  it("finds nonces that are cut off", async () => {
    const failures = await failuresOf({
      keyOf: (accessKeyId, nonce) => JSON.stringify([accessKeyId, nonce.slice(0, 64)]),
    });
    expect(failures).toEqual(["tells long nonces apart by their last character"]);
  });

  it("finds an expiry that is off by a millisecond", async () => {
    const failures = await failuresOf({ expired: (expiry, now) => expiry < now });
    expect(failures).toContain("holds a claim until its expiry, and not longer");
  });

  it("finds claims that never expire", async () => {
    const failures = await failuresOf({ expired: () => false });
    expect(failures).toContain("remembers what has not expired among many that have");
  });

  it("finds a claim that reads first and writes later", async () => {
    const failures = await failuresOf({ pause: () => Promise.resolve() });
    expect(failures).toContain("lets one of many equal claims at once win");
  });
});
