import {
  createAuditChain,
  createAuditVerifier,
  endOfTrail,
  makeRecords,
  type AuditReport,
  type Sha256,
} from "@keyferry/audit";
import { publicUtf8 } from "@keyferry/bytes";
import type { AnsweredRequest } from "@keyferry/gateway";
import { sha256 as hashBytes } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

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
  /** Follows the chain through every line that is kept. */
  verify(): AuditReport;
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

const sha256: Sha256 = (data) => bytesToHex(hashBytes(typeof data === "string" ? publicUtf8(data) : data));

/** Opens a trail: a new chain, bound to the end of the one that there was. */
export function createMemoryTrail({
  id,
  earlier = begun,
  serverVersion,
  clock,
  pseudonymOf,
}: MemoryTrailOptions): MemoryTrail {
  const lines = [...earlier.lines];
  let after = earlier.after;
  const newest = lines.at(-1);
  const previous = newest === undefined ? hashOf("") : hashOf(newest);
  // A tab is no process of its own.
  const chain = createAuditChain({ id, previous, opening: { process: 0, serverVersion }, clock, sha256 });

  const keep = (line: string) => {
    lines.push(line);
    if (lines.length <= longestTrail) return;
    after = hashOf(lines.splice(0, longestTrail / 2).at(-1) ?? "");
  };
  keep(chain.opening);

  return {
    add(request) {
      for (const record of makeRecords(request, pseudonymOf)) keep(chain.seal(record));
    },
    kept: () => ({ after, lines: [...lines] }),
    verify() {
      const verifier = createAuditVerifier({ sha256, ...(after !== null && { after }) });
      for (const [index, line] of lines.entries()) {
        verifier.add({ file: "audit.log", number: index + 1, bytes: publicUtf8(line), ended: true });
      }
      return verifier.finish();
    },
  };
}

/** The hash that a line ends with; that of no line, which is what a trail begins with, for none. */
function hashOf(line: string): string {
  return endOfTrail(publicUtf8(line === "" ? "" : `${line}\n`), sha256).previous;
}
