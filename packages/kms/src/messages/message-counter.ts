import type { MaybePromise } from "@keyferry/crypto";
import { serviceError, ServiceError } from "@keyferry/protocol";
import type { KeyRecord, KeyStore } from "@keyferry/store";
import { newAuditTrail, noteVersion, type AuditTrail } from "../call/audit-trail.ts";
import type { CountMessage } from "../call/counted-message.ts";
import type { VersionTarget } from "../call/targets.ts";
import { addNewVersion, type VersionMaker } from "../keys/new-version.ts";
import { isRotatable } from "../keys/rotation.ts";
import type { MessageBlocks } from "./message-blocks.ts";
import type { MessageLimits } from "./message-limits.ts";

/** Counts messages. */
export interface MessageCounter {
  readonly count: CountMessage;
  /** What a dry run does in place of counting: nobody sees its message, and it rotates nothing. */
  readonly look: CountMessage;
}

/** What a counter is made with. */
export interface MessageCounterOptions extends Pick<
  VersionMaker,
  "crypto" | "strictProtectionLevel" | "random" | "material"
> {
  readonly store: Pick<KeyStore, "scoped">;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly blocks: MessageBlocks;
  readonly limits: MessageLimits;
}

/** Makes the counter of a service. */
export function createMessageCounter(options: MessageCounterOptions): MessageCounter {
  const { store, clock, blocks, limits, ...parts } = options;
  const rotations = new Map<string, Promise<unknown>>();

  return {
    count(use, trail) {
      const taken = blocks.take(use);
      return taken === true ? use : countOnce(taken, use, trail);
    },
    look(use) {
      if (use.key.rotation === null && blocks.isFull(use)) throw limitExceeded(use);
      return use;
    },
  };

  async function countOnce(
    taken: MaybePromise<boolean>,
    use: VersionTarget,
    trail: AuditTrail,
  ): Promise<VersionTarget> {
    if (await taken) return use;
    let successor = await successorOf(use);
    // Others may have used that up as well.
    while (!(await blocks.take(successor))) successor = await successorOf(successor);
    noteVersion(trail, successor.version);
    return successor;
  }

  /** The version that the key uses now, or, where it is still the same, has from now on. */
  async function successorOf(use: VersionTarget): Promise<VersionTarget> {
    const { account, region, key } = use;
    const { read } = store.scoped({ account, region }).keys;
    // Past the caches: another process may have rotated the key at this moment.
    const current = await read.byId(key.id);
    if (current?.primaryVersionId === use.version.id) await rotate(use, current);
    const primary = (await read.byId(key.id))?.primaryVersionId;
    const found = primary === undefined ? undefined : await read.byVersion(primary);
    if (found === undefined) throw serviceError("Forbidden.KeyNotFound");
    if (found.version.id === use.version.id) throw limitExceeded(use);
    return { ...use, ...found };
  }

  /** Makes one version, however many calls want it. */
  async function rotate(use: VersionTarget, key: KeyRecord): Promise<void> {
    if (key.rotation === null) throw limitExceeded(use);
    const { account, region, version } = use;
    const name = `${account}/${region}/${version.id}`;
    const scope = { account, region, time: clock() };
    const { keys } = store.scoped({ account, region });
    const { read, write } = { read: { keys: keys.read }, write: { keys: keys.write } };
    const maker = { ...parts, read, write, scope, trail: newAuditTrail() };
    const rotation =
      rotations.get(name) ??
      addNewVersion(maker, key, {
        ...{ keyStates: ["Enabled"], maxVersions: Infinity, primary: version.id },
      }).finally(() => rotations.delete(name));
    rotations.set(name, rotation);
    try {
      await rotation;
    } catch (error) {
      throw error instanceof ServiceError ? limitExceeded(use, error) : error;
    }
  }

  /** @param failure why the next version cannot be made */
  function limitExceeded({ account, key, version }: VersionTarget, failure?: ServiceError): ServiceError {
    if (failure !== undefined) {
      const reason = `the next version of key ${key.id} cannot be made (${failure.message}), and ${tooMany(version)}`;
      return serviceError("Rejected.LimitExceeded", { reason, cause: failure });
    }
    const advice = isRotatable(key, account)
      ? "switch on the automatic rotation of the key, then call again; or use another key"
      : "use another key";
    const reason = `${tooMany(version)}: ${advice}. What it has encrypted still decrypts`;
    return serviceError("Rejected.LimitExceeded", { reason });
  }

  function tooMany({ id, keyId }: VersionTarget["version"]): string {
    const messages = String(limits.max);
    return `the version ${id} of key ${keyId} has encrypted ${messages} messages, as many as one key may (NIST SP 800-38D 8.3)`;
  }
}
