import type { CryptoBackend } from "@keyferry/crypto";
import type { CountedMessages, MessageLimits } from "@keyferry/kms";
import type { KeyStore, KeyWriter, MessagesWanted } from "@keyferry/store";
import { createService, type Service } from "./service.ts";

/** What was seen while messages were counted. */
export interface Counts {
  /** What the store was asked for. */
  asked: (MessagesWanted & { readonly versionId: string })[];
  /** What the service told. */
  readonly told: CountedMessages[];
  /** How many messages were encrypted. */
  sealed: number;
  /** How many keys were read in the store itself, and how many versions were to be added there. */
  readPastCaches: number;
  added: number;
}

/** A key with automatic rotation. */
export const weekly = { EnableAutomaticRotation: true, RotationInterval: 604_800 };

/** Wraps the crypto backend of a service. */
export type Watch = (crypto: CryptoBackend) => CryptoBackend;
/** Adds a version to a key in place of the store. */
export type Adds = KeyWriter["addVersion"];

/** A service, and what is seen of it. */
export async function countedService(
  messageLimits?: MessageLimits,
  { watch = (it) => it, adds }: { readonly watch?: Watch; readonly adds?: Adds } = {},
): Promise<{ readonly service: Service; readonly counts: Counts }> {
  const counts: Counts = { asked: [], told: [], sealed: 0, readPastCaches: 0, added: 0 };
  const watched = countingBy((right) => (versionId, wanted) => {
    counts.asked.push({ versionId, ...wanted });
    return right.reserveMessages(versionId, wanted);
  });
  const service = await createService({
    ...(messageLimits && { messageLimits }),
    onMessagesCounted: (counted) => counts.told.push(counted),
    watchStore: (store) => watched(countingReads(store, counts, adds)),
    watch: (crypto) => watch(countingSealed(crypto, counts)),
  });
  return { service, counts };
}

/** A store whose counting of messages is another. */
export function countingBy(
  counts: (right: KeyWriter) => KeyWriter["reserveMessages"],
): (store: KeyStore) => KeyStore {
  return (store) => ({
    ...store,
    scoped: (place) => {
      const home = store.scoped(place);
      const { read, write } = home.keys;
      return { ...home, keys: { read, write: { ...write, reserveMessages: counts(write) } } };
    },
  });
}

/** Counts what is encrypted under a key. */
export function countingSealed(crypto: CryptoBackend, counts: Pick<Counts, "sealed">): CryptoBackend {
  return {
    ...crypto,
    encrypt: (...call) => ((counts.sealed += 1), crypto.encrypt(...call)),
    generateDataKey: (...call) => ((counts.sealed += 1), crypto.generateDataKey(...call)),
    reencrypt: (...call) => ((counts.sealed += 1), crypto.reencrypt(...call)),
  };
}

/** A store that counts what is read and added without a view. */
function countingReads(store: KeyStore, counts: Counts, adds?: Adds): KeyStore {
  return {
    ...store,
    scoped: (place) => {
      const home = store.scoped(place);
      const { read, write } = home.keys;
      const byId: typeof read.byId = (id) => ((counts.readPastCaches += 1), read.byId(id));
      const addVersion: Adds = (...call) => ((counts.added += 1), (adds ?? write.addVersion)(...call));
      return { ...home, keys: { read: { ...read, byId }, write: { ...write, addVersion } } };
    },
  };
}
