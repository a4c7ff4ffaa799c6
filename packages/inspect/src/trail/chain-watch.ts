import {
  createAuditVerifier,
  createLineSplitter,
  readSealed,
  type AuditFinding,
  type AuditLine,
  type AuditReport,
  type AuditVerifier,
  type Sha256,
} from "@keyferry/audit";
import { copyPublic, equalBytes, publicBytes } from "@keyferry/bytes";
import { partLength, type TrailSource } from "./trail-source.ts";

/** What is known of the chain of a trail. */
export interface ChainState extends Pick<AuditReport, "whole" | "lines" | "faults" | "last"> {
  /** How far it has been verified, and how long it is. Bytes. */
  readonly verified: number;
  readonly length: number;
  /** When it was begun with the first line, ISO 8601. What was changed since then in what was read by then does not show. */
  readonly begunAt: string;
  /** When the last line came that was verified, ISO 8601; null: there is none. */
  readonly verifiedTo: string | null;
  /** The first faults, in the order of discovery. */
  readonly findings: readonly Omit<AuditFinding, "file">[];
  /** When the last right line came before the first of them; null: there is none. */
  readonly brokenAfter: string | null;
  /** Where the file begins in the middle of a chain: what came before is in another. Null: it begins with a chain. */
  readonly startsAt: { readonly chain: string; readonly sequence: number } | null;
  /** When this process saw that another trail had taken the place of what it had verified, ISO 8601; null: never. */
  readonly replacedAt: string | null;
  readonly chains: number;
}

/** Verifies a trail from its beginning on, once, and then what is added to it. */
export interface ChainWatch {
  /**
   * What is known, after a moment in which more becomes known. The rest is verified while others have their turn.
   *
   * @param again whether to begin with the first line again
   * @throws whatever the source threw
   */
  state(again: boolean): Promise<ChainState>;
}

/** What a watch stands on. */
export interface ChainWatchOptions {
  readonly source: TrailSource;
  readonly sha256: Sha256;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds, when others have had their turn. */
  readonly rest: (milliseconds: number) => Promise<void>;
}

/** How long somebody who asks waits for more to become known, in milliseconds. */
const patience = 250;
/** How long to rest after each part, for the time it took: who looks on must not slow others down. */
const restFactor = 2;
const mostFindings = 20;

/** Watches a trail: nothing is read before somebody asks. */
export function createChainWatch({ source, sha256, clock, rest }: ChainWatchOptions): ChainWatch {
  let reading: TrailReading | undefined;
  let end = 0;
  let replacedAt: string | null = null;
  let going: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  return {
    async state(again) {
      if (again) {
        reading = undefined;
        await going;
      }
      failure = undefined;
      going ??= goOn()
        .catch((error: unknown) => {
          failure = { error };
        })
        .finally(() => {
          going = undefined;
        });
      await Promise.race([going, rest(patience)]);
      // It may have been set while others had their turn.
      const failed = failure as { readonly error: unknown } | undefined;
      if (failed !== undefined) throw failed.error;
      return { ...(reading ?? begin(0)).state(end), replacedAt };
    },
  };

  function begin(at: number): TrailReading {
    return beginTrail({ at, time: clock(), sha256 });
  }

  async function goOn(): Promise<void> {
    const span = await source.span();
    ({ end } = span);
    if (reading !== undefined && !(await reading.stands(source, span))) {
      reading = undefined;
      replacedAt = new Date(clock()).toISOString();
    }
    const current = (reading ??= begin(span.start));
    // Somebody may ask for another one meanwhile.
    while (reading === current && current.position() < end) {
      const begun = performance.now();
      const part = await source.read(current.position(), partLength);
      if (part.length === 0) return;
      current.take(part);
      await rest(restFactor * (performance.now() - begun));
    }
  }
}

/** A trail from its first line on, as far as it was read. */
interface TrailReading {
  position(): number;
  take(part: Uint8Array): void;
  /** Whether what was read last still stands where it stood. */
  stands(source: TrailSource, span: { readonly start: number; readonly end: number }): Promise<boolean>;
  /** @param end where the trail ends */
  state(end: number): Omit<ChainState, "replacedAt">;
}

function beginTrail({
  at: begin,
  time,
  sha256,
}: {
  /** Bytes before it. */
  readonly at: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly sha256: Sha256;
}): TrailReading {
  const splitter = createLineSplitter("audit.log");
  let verifier: AuditVerifier | undefined;
  let startsAt: ChainState["startsAt"] = null;
  let position = begin;
  let ending = publicBytes(0);
  let verifiedTo: string | null = null;
  let brokenAfter: string | null = null;
  let isBroken = false;

  return {
    position: () => position,
    take(part) {
      position += part.length;
      ending = copyPublic(part.subarray(-1024));
      for (const line of splitter.push(part)) takeLine(line);
    },
    async stands(source, { start, end }) {
      if (position < start || position > end) return false;
      const from = Math.max(start, position - ending.length);
      const now = await source.read(from, position - from);
      return equalBytes(now, ending.subarray(from - position + ending.length));
    },
    state(end) {
      const report = (verifier ?? createAuditVerifier({ sha256 })).report();
      const { whole, lines, faults, last, chains, findings } = report;
      return {
        begunAt: new Date(time).toISOString(),
        ...{ whole, lines, faults, last, chains: chains.length, startsAt, verifiedTo },
        ...{ verified: position - begin, length: end - begin },
        findings: findings.slice(0, mostFindings).map(({ line, fault, detail }) => ({ line, fault, detail })),
        brokenAfter: isBroken ? brokenAfter : null,
      };
    },
  };

  function takeLine(line: AuditLine): void {
    verifier ??= beginVerifier(line);
    const sealed = verifier.add(line);
    // What seems to be missing may stand further on: then the chain is whole again.
    const broken = verifier.faults() > 0;
    if (broken && !isBroken) brokenAfter = verifiedTo;
    isBroken = broken;
    const time = sealed?.event["eventTime"];
    if (typeof time === "string") verifiedTo = time;
  }

  /** What begins in the middle of a chain goes on after a file that is elsewhere. */
  function beginVerifier({ bytes }: AuditLine): AuditVerifier {
    const link = readSealed(bytes, sha256)?.link;
    if (link === undefined || link.sequence === 0) return createAuditVerifier({ sha256 });
    startsAt = { chain: link.id, sequence: link.sequence };
    return createAuditVerifier({ sha256, after: link.previous });
  }
}
