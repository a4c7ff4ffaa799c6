import { isRsaKeySpec, type KeySpec, type MacKeySpec, type SymmetricKeySpec } from "@keyferry/algorithms";
import { CryptoError } from "@keyferry/crypto";
import type { Channel } from "./helper/channel.ts";
import { newId } from "./key-reference.ts";

/** Makes keys in a token, and leaves none there that it did not answer. */
export interface KeyMaker {
  /**
   * Makes the objects of a new key version and answers what their CKA_IDs begin with, 16 bytes. What the module may
   * have made in a call that failed is destroyed as soon as the token is there, and nothing else.
   *
   * @throws CryptoError `unavailable`, also while the token still holds what too many such calls may have left
   */
  make(versionId: string, spec: KeySpec): Promise<Uint8Array>;
  /** The same of material from outside, which the caller wipes. */
  take(versionId: string, spec: SymmetricKeySpec | MacKeySpec, material: Uint8Array): Promise<Uint8Array>;
  /** Forgets what is not destroyed yet: it stays in the token, as an orphan. */
  close(): void;
}

/** A key of a call that failed: whole, in part, or not there at all. */
interface Unfinished {
  readonly versionId: string;
  readonly id: Uint8Array;
  /** When to look for it, on the clock of performance.now. */
  readonly lookAt: number;
  /** From when on nothing can come after: the last look is not before. */
  readonly until: number;
}

/** How many keys may be under way or unfinished at once. */
const maxKeys = 1_000;
/** The first wait after a look that failed, in milliseconds; it doubles with each further one. */
const firstWait = 100;

/** @param backOff the longest wait between looks that fail, in milliseconds */
export function createKeyMaker(channel: Pick<Channel, "call" | "onReplaced">, backOff: number): KeyMaker {
  const unfinished = new Set<Unfinished>();
  let underWay = 0;
  let looking = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const nextDue = (): Unfinished | undefined => {
    const now = performance.now();
    return [...unfinished].find(({ lookAt }) => lookAt <= now);
  };

  const lookFor = async (key: Unfinished): Promise<void> => {
    const { versionId, id, until } = key;
    const asked = performance.now();
    try {
      await channel.call("undoKey", [versionId, id], { repeatable: true });
    } catch (error) {
      // An object that does not go must not keep the others from going: it comes last the next time.
      unfinished.delete(key);
      unfinished.add(key);
      throw error;
    }
    unfinished.delete(key);
    // A token may go on with what a process asked for that has died since.
    if (asked < until) unfinished.add({ ...key, lookAt: until });
  };

  const plan = (): void => {
    if (closed || unfinished.size === 0) return;
    const wait =
      failures > 0
        ? Math.min(firstWait * 2 ** (failures - 1), backOff)
        : Math.min(...[...unfinished].map(({ lookAt }) => lookAt)) - performance.now();
    timer = setTimeout(() => void look(), wait).unref();
  };

  const look = async (): Promise<void> => {
    if (looking || closed) return;
    looking = true;
    clearTimeout(timer);
    try {
      for (let key = nextDue(); key !== undefined; key = nextDue()) await lookFor(key);
      failures = 0;
    } catch {
      // The caller has been told of the first failure, and nobody waits for this one.
      failures += 1;
    }
    looking = false;
    plan();
  };

  channel.onReplaced(() => void look());

  /** @param ask asks for the objects of a key under an id */
  const making = async (
    versionId: string,
    ask: (id: Uint8Array, kind: { readonly inDoubt: (stillFor: number) => void }) => Promise<void>,
  ): Promise<Uint8Array> => {
    if (underWay + unfinished.size >= maxKeys) {
      throw new CryptoError("unavailable", "the token may hold too many half-made keys");
    }
    const id = newId();
    const inDoubt = (stillFor: number) => {
      const now = performance.now();
      unfinished.add({ versionId, id, lookAt: now, until: now + stillFor });
    };
    underWay += 1;
    try {
      await ask(id, { inDoubt });
      return id;
    } catch (error) {
      void look();
      throw error;
    } finally {
      underWay -= 1;
    }
  };

  return {
    make: (versionId, spec) =>
      making(versionId, async (id, { inDoubt }) => {
        const kind = { repeatable: false, slow: isRsaKeySpec(spec), inDoubt };
        await channel.call("createKey", [versionId, id, spec], kind);
      }),
    take: (versionId, spec, material) =>
      making(versionId, async (id, { inDoubt }) => {
        await channel.call("importKey", [versionId, id, spec, material], { repeatable: false, inDoubt });
      }),
    close() {
      closed = true;
      clearTimeout(timer);
      unfinished.clear();
    },
  };
}
