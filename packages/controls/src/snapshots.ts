import { wiping } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { decodeSnapshot, encodeSnapshot, type StoreSnapshot } from "@keyferry/store";

const most = 100;
/** Bytes of all of them together. */
const largest = 256 * 1_048_576;
const form = /^[A-Za-z0-9._-]{1,64}$/;

/** A store whose whole content can be taken out, and put back. */
export interface SnapshotStore {
  snapshot(): Promise<StoreSnapshot>;
  restore(snapshot: StoreSnapshot): Promise<void>;
}

/** What is told of a snapshot. */
export interface SnapshotRow {
  readonly name: string;
  /** When it was taken, by the clock of the service: milliseconds since the epoch. */
  readonly takenAt: number;
  /** Sealed. */
  readonly bytes: number;
}

/** Snapshots of a store by name, in memory, sealed under the root key. */
export interface Snapshots {
  /**
   * Takes one, in the place of one of the same name.
   *
   * @throws ServiceError `InvalidParameter` for a name of another form; `Rejected.LimitExceeded`
   */
  save(name: string): Promise<SnapshotRow>;
  /**
   * Has the store hold what a snapshot has, and nothing else.
   *
   * @throws ServiceError `InvalidParameter` where there is none
   */
  restore(name: string): Promise<void>;
  list(): readonly SnapshotRow[];
  /** @throws ServiceError `InvalidParameter` where there is none */
  delete(name: string): void;
}

/** What snapshots stand on. */
export interface SnapshotsOptions {
  readonly store: SnapshotStore;
  readonly sealer: Sealer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Keeps snapshots of a store: 100 at the most, of 256 MiB together. */
export function createSnapshots({ store, sealer, clock }: SnapshotsOptions): Snapshots {
  const kept = new Map<string, { readonly takenAt: number; readonly sealed: Uint8Array }>();

  const named = (name: string) => {
    const found = kept.get(name);
    if (found !== undefined) return found;
    const names = [...kept.keys()].join(", ");
    throw invalid(
      names === "" ? "there is no snapshot yet" : `there is none of that name; there are ${names}`,
    );
  };

  return {
    async save(name) {
      if (!form.test(name)) throw invalid("must have 1 to 64 letters, digits, dots, underscores and hyphens");
      const encoded = encodeSnapshot(await store.snapshot());
      const sealed = wiping(encoded, (bytes) => sealer.seal({ kind: "snapshot", name }, bytes));
      const others = [...kept].filter(([other]) => other !== name);
      const total = others.reduce((sum, [, other]) => sum + other.sealed.length, sealed.length);
      if (others.length >= most || total > largest) {
        throw serviceError("Rejected.LimitExceeded", {
          reason: "there are 100 snapshots at the most, of 256 MiB together: delete some first",
        });
      }
      const takenAt = clock();
      kept.set(name, { takenAt, sealed });
      return { name, takenAt, bytes: sealed.length };
    },
    async restore(name) {
      const opened = sealer.open({ kind: "snapshot", name }, named(name).sealed);
      await store.restore(wiping(opened, decodeSnapshot));
    },
    list: () => Array.from(kept, ([name, { takenAt, sealed }]) => ({ name, takenAt, bytes: sealed.length })),
    delete(name) {
      named(name);
      kept.delete(name);
    },
  };
}

function invalid(reason: string) {
  return serviceError("InvalidParameter", { parameter: "snapshot", reason });
}
