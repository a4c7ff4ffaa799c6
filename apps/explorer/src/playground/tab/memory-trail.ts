import { createAuditChain, endOfTrail, makeRecords } from "@keyferry/audit";
import { publicUtf8 } from "@keyferry/bytes";
import type { AnsweredRequest } from "@keyferry/gateway";
import type { TrailSource } from "@keyferry/inspect";
import { createLineFile } from "./line-file.ts";
import { sha256 } from "./sha256.ts";

/** Lines that a trail keeps at the most. With one more, the older half of them goes. */
export const longestTrail = 10_000;

/** The newest lines of a trail. */
export interface KeptTrail {
  /** Hash of the line before the first one kept; null where the trail begins with it. */
  readonly after: string | null;
  /** Sealed lines, oldest first, without line feeds. */
  readonly lines: readonly string[];
}

/** An audit trail in memory: the same records in the same chain as in a server's file. */
export interface MemoryTrail {
  /** Takes a request that was answered. */
  add(request: AnsweredRequest): void;
  kept(): KeptTrail;
  /** Its lines, to be read back. */
  readonly source: TrailSource;
}

/** What a trail is made of. */
export interface MemoryTrailOptions {
  /** Id of the new chain: a lower-case UUID. */
  readonly id: string;
  /** The trail that it goes on from. */
  readonly earlier?: KeptTrail | undefined;
  readonly serverVersion: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** See `makeRecords`. */
  readonly pseudonymOf: (text: string) => string;
}

const begun: KeptTrail = { after: null, lines: [] };

/** Opens a trail: a new chain, bound to the end of the one that there was. */
export function createMemoryTrail({
  id,
  earlier = begun,
  serverVersion,
  clock,
  pseudonymOf,
}: MemoryTrailOptions): MemoryTrail {
  let { after } = earlier;
  const previous = hashOf(earlier.lines.at(-1));
  const file = createLineFile(earlier.lines);
  let count = earlier.lines.length;
  // A tab is no process of its own.
  const chain = createAuditChain({ id, previous, opening: { process: 0, serverVersion }, clock, sha256 });

  const keep = (line: string) => {
    file.push(line);
    count += 1;
    if (count <= longestTrail) return;
    after = hashOf(file.shift(longestTrail / 2));
    count -= longestTrail / 2;
  };
  keep(chain.opening);

  return {
    add(request) {
      for (const record of makeRecords(request, pseudonymOf)) keep(chain.seal(record));
    },
    kept: () => ({ after, lines: file.lines() }),
    source: file,
  };
}

/** The hash that a line ends with; without a line, what stands in the place of one before a trail's first. */
function hashOf(line: string | undefined): string {
  return endOfTrail(publicUtf8(line === undefined ? "" : `${line}\n`), sha256).previous;
}
