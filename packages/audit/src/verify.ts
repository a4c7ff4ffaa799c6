import { publicBytes } from "@keyferry/bytes";
import { followChain, type ChainProgress } from "./chain-progress.ts";
import { createFindings, type AuditFinding } from "./findings.ts";
import type { AuditLine } from "./lines.ts";
import { noHash, readSealed, type SealedLine, type Sha256 } from "./seal.ts";

/** What a trail was found to be. */
export interface AuditReport {
  /** Whether every line stands as it was written, and none is missing but, perhaps, the last. */
  readonly whole: boolean;
  /** How many lines hold what was sealed. */
  readonly lines: number;
  readonly chains: readonly AuditedChain[];
  /** At most a thousand, in the order of discovery. */
  readonly findings: readonly AuditFinding[];
  /** How many findings there are altogether. */
  readonly faults: number;
  /** The newest line, null when there is none: keep its hash elsewhere, and ask for it as `anchor` next time. */
  readonly last: { readonly chain: string; readonly sequence: number; readonly hash: string } | null;
}

/** One process's part of a trail. */
export interface AuditedChain {
  readonly id: string;
  readonly lines: number;
  /** False for a process that was killed, or still runs: what it wrote in its last second may be missing. */
  readonly closed: boolean;
}

/** What is verified, and how. */
export interface AuditVerifierOptions {
  readonly sha256: Sha256;
  /** Hash of a line that must be there, from an earlier report or a server's log. */
  readonly anchor?: string;
  /** Hash of the line before the first one, where older files are gone. Default: the first line begins a trail. */
  readonly after?: string;
}

/** Verifies a trail line by line. */
export interface AuditVerifier {
  /**
   * Takes the lines in their order; several files, oldest first, are one trail.
   *
   * @returns what stands in it; undefined for a line that was not sealed
   */
  add(line: AuditLine): SealedLine | undefined;
  /** How many faults were found up to here. */
  faults(): number;
  /** What was found up to here. A line that the next one may account for is not told of yet. */
  report(): AuditReport;
  /** What was found, when no line follows. */
  finish(): AuditReport;
}

/** Makes a verifier of one trail. It keeps a few numbers for each chain, and no lines. */
export function createAuditVerifier({ sha256, anchor, after }: AuditVerifierOptions): AuditVerifier {
  const findings = createFindings();
  const chains = new Map<string, ChainProgress>();
  /** Hashes of the newest lines of all chains. */
  const ends = new Set<string>();
  /** Hashes that an opening record named as those before it, and that were not there. */
  const awaited = new Map<string, AuditFinding>();
  /** A whole line that was not sealed: torn, if the opening record after it says so. */
  let suspect: AuditLine | undefined;
  /** Lines since the last sealed one that hold nothing that was sealed. */
  let unread = 0;
  let lines = 0;
  let before: AuditLine | undefined;
  let last: AuditReport["last"] = null;
  let anchored = anchor === undefined;

  return {
    add(line) {
      const sealed = readSealed(line.bytes, sha256);
      if (sealed === undefined) setAside(line);
      else take(line, sealed);
      before = line;
      return sealed;
    },
    faults: () => findings.total(),
    report,
    finish() {
      accuseSuspect();
      if (!anchored) {
        const end = before ?? { file: "", number: 0, bytes: publicBytes(0), ended: true };
        findings.add(end, "removed", `the line of hash ${anchor ?? ""} is not there`);
      }
      return report();
    },
  };

  function report(): AuditReport {
    const { findings: found, total } = findings.list();
    return {
      whole: total === 0,
      lines,
      chains: [...chains.values()].map((it) => ({ id: it.id, lines: it.lines(), closed: it.closed() })),
      findings: found,
      faults: total,
      last,
    };
  }

  function setAside(line: AuditLine): void {
    accuseSuspect();
    if (line.ended) suspect = line;
    else findings.add(line, "torn", "the process was killed while it wrote, or is writing just now");
  }

  function accuseSuspect(): void {
    if (suspect === undefined) return;
    findings.add(suspect, "changed", "it is not as it was sealed");
    suspect = undefined;
    unread += 1;
  }

  function take(line: AuditLine, sealed: SealedLine): void {
    const { link, hash } = sealed;
    acquitTorn(line, sealed);
    accuseSuspect();
    lines += 1;
    anchored ||= hash === anchor;
    const missed = awaited.get(hash);
    if (missed !== undefined) {
      findings.replace(missed, { fault: "reordered", detail: "it stood after lines that follow it now" });
    }
    const known = chains.get(link.id);
    if (known === undefined && link.sequence === 0) join(line, link.previous);
    const chain = known ?? followChain(link.id, findings);
    chains.set(link.id, chain);
    const goesOn = before === undefined && link.previous === after;
    ends.delete(chain.last());
    chain.take(line, sealed, goesOn ? link.sequence : unread);
    ends.add(chain.last());
    unread = 0;
    last = { chain: link.id, sequence: link.sequence, hash };
  }

  /** A torn line is no fault where the next chain's opening record names it: nobody else can have written that. */
  function acquitTorn(line: AuditLine, { event }: SealedLine): void {
    const torn = tornOf(event);
    if (torn === undefined) return;
    if (suspect === undefined) findings.add(line, "removed", "a torn line should stand before it");
    else if (suspect.bytes.length === torn.bytes && sha256(suspect.bytes) === torn.hash) suspect = undefined;
  }

  /** Sees to it that a new chain goes on where another ended. */
  function join(line: AuditLine, previous: string): void {
    const first = before === undefined || before.file !== line.file;
    const begins = (first && previous === noHash) || (before === undefined && previous === after);
    if (begins || ends.has(previous) || unread > 0) return;
    const detail = "its chain begins after lines that are missing";
    awaited.set(previous, findings.add(line, "removed", detail));
  }
}

function tornOf(event: SealedLine["event"]): { readonly bytes: unknown; readonly hash: unknown } | undefined {
  if (event["eventName"] !== "OpenAuditChain") return undefined;
  const data = event["additionalEventData"];
  if (typeof data !== "object" || data === null || !("torn" in data)) return undefined;
  const { torn } = data;
  if (typeof torn !== "object" || torn === null || !("bytes" in torn && "hash" in torn)) return undefined;
  return { bytes: torn.bytes, hash: torn.hash };
}
