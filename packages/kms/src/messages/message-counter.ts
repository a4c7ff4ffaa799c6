import type { MaybePromise } from "@keyferry/bytes";
import { serviceError, ServiceError } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import { noteVersion, type AuditTrail } from "../call/audit-trail.ts";
import type { CountMessage } from "../call/counted-message.ts";
import { ofCryptography } from "../call/failures.ts";
import type { VersionTarget } from "../call/targets.ts";
import { addNewVersion, uncalledMaker, type UncalledVersions } from "../keys/new-version.ts";
import { isRotatable } from "../keys/rotation.ts";
import { nameOf, type MessageBlocks } from "./message-blocks.ts";
import type { MessageLimits } from "./message-limits.ts";

/** Counts messages. */
export interface MessageCounter {
  readonly count: CountMessage;
  /** What a dry run does in place of counting: nobody sees its message, and it rotates nothing. */
  readonly checkOnly: CountMessage;
}

/** What a counter is made with. */
export interface MessageCounterOptions extends UncalledVersions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly blocks: MessageBlocks;
  readonly limits: MessageLimits;
}

/** Why a key has no next version, and until when none is tried: milliseconds since the epoch. */
interface FailedRotation {
  readonly failure: ServiceError;
  readonly until: number;
}

/** For so many milliseconds no next version is tried where one could not be made. */
const failureHold = 5000;

/** Makes the counter of a service. */
export function createMessageCounter(options: MessageCounterOptions): MessageCounter {
  const { store, clock, blocks, limits } = options;
  const rotations = new Map<string, Promise<unknown>>();
  const failed = new Map<string, FailedRotation>();

  return {
    count(use, trail) {
      const taken = blocks.take(use);
      return taken === true ? use : countOnce(taken, use, trail);
    },
    checkOnly(use) {
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
    if (key.rotation === null) throw limitExceeded(use);
    const held = failed.get(nameOf(use));
    if (held !== undefined && clock() < held.until) throw limitExceeded(use, held.failure);
    const { read } = store.scoped({ account, region }).keys;
    // Past the caches: another process may have rotated the key at this moment.
    const current = await read.byId(key.id);
    if (current?.primaryVersionId === use.version.id) await rotate(use, current);
    const primary = (await read.byId(key.id))?.primaryVersionId;
    const found = primary === undefined ? undefined : await read.byVersion(primary);
    if (found === undefined) throw serviceError("Forbidden.KeyNotFound");
    if (found.version.id === use.version.id) throw limitExceeded(use, notUsable());
    return { ...use, ...found };
  }

  /** Makes one version, however many calls want it. */
  async function rotate(use: VersionTarget, key: KeyRecord): Promise<void> {
    if (key.rotation === null) throw limitExceeded(use);
    const name = nameOf(use);
    const rotation = rotations.get(name) ?? newVersion(use, key).finally(() => rotations.delete(name));
    rotations.set(name, rotation);
    try {
      await rotation;
      failed.delete(name);
    } catch (error) {
      const failure = ofCryptography(error);
      // A module that is away comes again, as for every other call under its keys.
      if (!(failure instanceof ServiceError) || failure.code === "ServiceUnavailableTemporary") throw error;
      failed.set(name, { failure, until: clock() + failureHold });
      throw limitExceeded(use, failure);
    }
  }

  function newVersion(use: VersionTarget, key: KeyRecord): Promise<unknown> {
    return addNewVersion(uncalledMaker(options, use, clock()), key, {
      keyStates: ["Enabled"],
      maxVersions: Infinity,
      primary: use.version.id,
    });
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

function notUsable(): ServiceError {
  return serviceError("Rejected.Unavailable", { reason: "the key cannot be used now" });
}
