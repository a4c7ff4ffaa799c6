import { andFinally, andThen, copyPublic, equalBytes, type MaybePromise } from "@keyferry/bytes";
import { LRUCache } from "lru-cache";
import type { BackendKey, KeyOwner } from "../contract/backend.ts";
import type { HostKeyForm } from "../primitives/primitives.ts";

/** The unsealed keys of a host backend, in its library's own form, bounded in number. */
export interface HostKeyCache {
  /** Calls `work` with the unsealed key, which stays whole until `work` has ended. */
  use<T>(key: BackendKey, form: HostKeyForm, work: (unsealed: unknown) => MaybePromise<T>): MaybePromise<T>;
  /** Wipes the key of one version. */
  forget(versionId: string): void;
  /** Wipes all keys. */
  clear(): void;
}

interface Entry {
  readonly owner: KeyOwner;
  readonly spec: string;
  /** The sealed bytes that the key came from: other bytes under the same version id are not this key. */
  readonly material: Uint8Array;
  readonly form: HostKeyForm;
  readonly unsealed: MaybePromise<unknown>;
  users: number;
  evicted: boolean;
}

/** Whether an entry is of this very key: what the label of sealed material says must be the same here. */
function isOf({ owner, spec, material }: Entry, key: BackendKey): boolean {
  return (
    spec === key.spec &&
    owner.keyId === key.owner.keyId &&
    owner.account === key.owner.account &&
    owner.region === key.owner.region &&
    owner.instance === key.owner.instance &&
    equalBytes(material, key.material)
  );
}

function wipeUnlessUsed({ users, evicted, form, unsealed }: Entry): void {
  // A key wiped under its user would leave the user encrypting under zeros.
  if (users > 0 || !evicted) return;
  const wipe = (key: unknown) => form.forgetKey?.(key);
  if (unsealed instanceof Promise) {
    // A rejected import left nothing to wipe, and its user has been told.
    unsealed.then(wipe, () => undefined);
  } else {
    wipe(unsealed);
  }
}

/**
 * @param options.max how many keys are kept
 * @param options.unseal opens the material and imports it
 */
export function createHostKeyCache(options: {
  readonly max: number;
  readonly unseal: (key: BackendKey, form: HostKeyForm) => MaybePromise<unknown>;
}): HostKeyCache {
  const entries = new LRUCache<string, Entry>({
    max: options.max,
    dispose(entry) {
      entry.evicted = true;
      wipeUnlessUsed(entry);
    },
  });

  const find = (key: BackendKey, form: HostKeyForm): Entry => {
    const known = entries.get(key.versionId);
    if (known !== undefined && isOf(known, key)) return known;
    const unsealed = options.unseal(key, form);
    const material = copyPublic(key.material);
    const { owner, spec } = key;
    const entry: Entry = { owner, spec, material, form, unsealed, users: 0, evicted: false };
    entries.set(key.versionId, entry);
    if (unsealed instanceof Promise) {
      unsealed.catch(() => {
        if (entries.peek(key.versionId) === entry) entries.delete(key.versionId);
      });
    }
    return entry;
  };

  return {
    use(key, form, work) {
      const entry = find(key, form);
      entry.users += 1;
      return andFinally(
        () => andThen(entry.unsealed, work),
        () => {
          entry.users -= 1;
          wipeUnlessUsed(entry);
        },
      );
    },
    forget: (versionId) => {
      entries.delete(versionId);
    },
    clear: () => {
      entries.clear();
    },
  };
}
