import type { MaybePromise } from "@keyferry/bytes";
import { serviceError } from "@keyferry/protocol";
import type { KeyStore, StoreScope } from "@keyferry/store";
import type { VersionTarget } from "../call/targets.ts";
import type { MessageLimits } from "./message-limits.ts";

/** What is known of a key version when a process has counted a block of its messages. */
export interface CountedMessages {
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
  readonly versionId: string;
  /** By all processes; what is left of a block counts too. */
  readonly messages: number;
  /** `many` or `full`, each once for a version and process: more than `warnFrom`, and none left. Null: no more is to be said. */
  readonly warning: "many" | "full" | null;
}

/** Messages of key versions that this process may encrypt: it asks the store for many at once. */
export interface MessageBlocks {
  /** Takes one. Answers false where there are none any more: at once, but for the first one of each block. */
  take(use: VersionTarget): MaybePromise<boolean>;
  /** Whether this process has found that there are none any more. Takes none, and remembers nothing. */
  isFull(use: VersionTarget): boolean;
}

/** What blocks are made with. */
export interface MessageBlocksOptions {
  readonly store: Pick<KeyStore, "scoped">;
  readonly limits: MessageLimits;
  /** Told of each block. */
  readonly onCounted: (counted: CountedMessages) => void;
}

/** The messages of one version. */
interface Block extends StoreScope {
  /** Under which it is kept. */
  readonly name: string;
  left: number;
  /** How many the next block is to have. */
  next: number;
  /** What was said last. */
  warned: CountedMessages["warning"];
  reserving: Promise<void> | undefined;
}

/**
 * The first block of a version in a process, and the largest. Each one is twice as large as the one before, so that what a
 * process does not use is no more than it has used, and a first block.
 */
const blockSizes = { first: 2 ** 10, largest: 2 ** 20 } as const;

/** Of how many versions blocks are kept. That whose last block was counted first goes, with what is left of it. */
const maxVersions = 2 ** 17;

/** Makes the blocks of a process. */
export function createMessageBlocks({ store, limits, onCounted }: MessageBlocksOptions): MessageBlocks {
  const blocks = new Map<string, Block>();

  return {
    take(use) {
      const block = knownOf(use) ?? newBlock(use);
      if (block.left > 0) {
        block.left -= 1;
        return true;
      }
      return takeOfNext(block, use);
    },
    isFull: (use) => knownOf(use)?.warned === "full",
  };

  function knownOf(use: VersionTarget): Block | undefined {
    const { account, region, version } = use;
    // The string of a version that is cached: to look it up costs next to nothing.
    const known = blocks.get(version.id);
    if (known === undefined || (known.account === account && known.region === region)) return known;
    // Another scope has a version of this id as well.
    return blocks.get(nameOf(use));
  }

  function newBlock(use: VersionTarget): Block {
    const { account, region, version } = use;
    const scope = { name: blocks.has(version.id) ? nameOf(use) : version.id, account, region };
    const block = { ...scope, left: 0, next: blockSizes.first, warned: null, reserving: undefined };
    keep(block);
    return block;
  }

  /** As the one that was counted last. */
  function keep(block: Block): void {
    blocks.delete(block.name);
    blocks.set(block.name, block);
    const oldest = blocks.keys().next();
    if (blocks.size > maxVersions && oldest.done !== true) blocks.delete(oldest.value);
  }

  async function takeOfNext(block: Block, use: VersionTarget): Promise<boolean> {
    while (block.left === 0) {
      if (block.warned === "full") return false;
      block.reserving ??= reserve(block, use).finally(() => {
        block.reserving = undefined;
      });
      await block.reserving;
    }
    block.left -= 1;
    return true;
  }

  async function reserve(block: Block, use: VersionTarget): Promise<void> {
    const { account, region, key, version } = use;
    const { write } = store.scoped({ account, region }).keys;
    const given = await write.reserveMessages(version.id, { wanted: block.next, max: limits.max });
    // Purged since the call has found it.
    if (given === undefined) throw serviceError("Forbidden.KeyNotFound");
    block.left = given.count;
    block.next = Math.min(2 * block.next, blockSizes.largest);
    keep(block);
    const messages = given.before + given.count;
    const level = given.count === 0 ? "full" : messages > limits.warnFrom ? "many" : null;
    const warning = level === block.warned ? null : level;
    block.warned = level;
    onCounted({ account, region, keyId: key.id, versionId: version.id, messages, warning });
  }
}

/** The name of a version among those of all scopes. */
export function nameOf({ account, region, version }: VersionTarget): string {
  return `${account}/${region}/${version.id}`;
}
