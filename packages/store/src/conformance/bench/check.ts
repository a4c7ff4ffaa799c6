import { type ConformanceCheck, withOpen } from "@keyferry/conformance";
import type { StoreScope } from "../../scope.ts";
import type { RowAuthenticator } from "../../row-authenticator.ts";
import type { NonceStore } from "../../nonces/contract.ts";
import type { ScopedStore } from "../../aggregates.ts";
import type { KeyStore } from "../../store.ts";
import { createReadableAuthenticator, type ReadableAuthenticator } from "./readable-authenticator.ts";

/** Opens stores to check. */
export interface StoreSubject {
  /**
   * Whether anybody but the store can write what it holds, as a file or a database: then its rows must carry codes, and
   * the checks of these are among the others. Default true.
   */
  readonly othersCanWrite?: boolean;
  /** Opens a new and empty store, whose time is `clock` and whose rows `authenticator` authenticates. */
  open(options: {
    readonly clock: () => number;
    readonly authenticator: RowAuthenticator;
  }): Promise<KeyStore>;
}

/** Opens stores of nonces to check. */
export interface NonceStoreSubject {
  /** Opens a new and empty store, whose time is `clock`. */
  open(options: { readonly clock: () => number }): Promise<NonceStore>;
}

/** A time that a check can move, in milliseconds since the epoch. */
export interface MovableTime {
  now: number;
}

/** What a check of a store works with. */
export interface StoreBench {
  readonly store: KeyStore;
  readonly authenticator: ReadableAuthenticator;
  readonly time: MovableTime;
  /** What is in {@link homeScope}. */
  readonly home: ScopedStore;
}

/** The scope that checks work in. */
export const homeScope: StoreScope = { account: "1000000000000001", region: "cn-hangzhou" };

/** When checks begin. */
export const startTime = 1_800_000_000_000;

/** Makes a check of a store: it opens one, and closes it whatever happens. */
export function storeCheck(
  name: string,
  work: (bench: StoreBench) => Promise<void>,
): (subject: StoreSubject) => ConformanceCheck {
  return (subject) => ({
    name,
    run: async () => {
      const time: MovableTime = { now: startTime };
      const authenticator = createReadableAuthenticator();
      await withOpen(subject.open({ clock: () => time.now, authenticator }), (store) =>
        work({ store, authenticator, time, home: store.scoped(homeScope) }),
      );
    },
  });
}

/** Makes a check of a store of nonces. */
export function nonceCheck(
  name: string,
  work: (nonces: NonceStore, time: MovableTime) => Promise<void>,
): (subject: NonceStoreSubject) => ConformanceCheck {
  return (subject) => ({
    name,
    run: async () => {
      const time: MovableTime = { now: startTime };
      await withOpen(subject.open({ clock: () => time.now }), (nonces) => work(nonces, time));
    },
  });
}
