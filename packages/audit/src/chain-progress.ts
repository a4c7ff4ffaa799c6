import type { AuditFinding, Findings } from "./findings.ts";
import type { AuditLine } from "./lines.ts";
import type { SealedLine } from "./seal.ts";

/** One chain, as far as it has been read. */
export interface ChainProgress {
  readonly id: string;
  /** Hash of its newest line. */
  last(): string;
  /** Whether its closing record was there. */
  closed(): boolean;
  /** How many of its lines were there. */
  lines(): number;
  /**
   * Takes the next line that names the chain.
   *
   * @param unread how many lines before it held nothing that was sealed: each may be one that is missed here
   */
  take(line: AuditLine, sealed: SealedLine, unread: number): void;
}

/** Sequence numbers that were passed over. */
interface Gap {
  readonly from: number;
  readonly to: number;
  missing: number;
  readonly finding: AuditFinding;
}

/** Follows one chain from its first line that there is. */
export function followChain(id: string, findings: Findings): ChainProgress {
  const gaps: Gap[] = [];
  let next = 0;
  let last = "";
  let closed = false;
  let lines = 0;

  return {
    id,
    last: () => last,
    closed: () => closed,
    lines: () => lines,
    take(line, { link: { sequence, previous }, hash, event }, unread) {
      lines += 1;
      if (sequence < next) {
        goBack(line, sequence);
        return;
      }
      if (closed) findings.add(line, "inserted", "it follows the closing record of its chain");
      else if (sequence - next > unread) passOver(line, next, sequence - 1);
      else if (sequence === next && sequence > 0 && unread === 0 && previous !== last) {
        findings.add(line, "changed", "it does not follow the line before it");
      }
      next = sequence + 1;
      last = hash;
      closed ||= event["eventName"] === "CloseAuditChain";
    },
  };

  function passOver(line: AuditLine, from: number, to: number): void {
    const missing = to - from + 1;
    const lost = missing === 1 ? `line ${String(from)}` : `lines ${String(from)} to ${String(to)}`;
    const finding = findings.add(line, "removed", `before it ${lost} of chain ${id} should stand`);
    gaps.push({ from, to, missing, finding });
  }

  function goBack(line: AuditLine, sequence: number): void {
    const gap = gapWith(sequence);
    if (gap === undefined || gap.missing === 0) {
      findings.add(line, "inserted", `line ${String(sequence)} of chain ${id} is there already`);
      return;
    }
    findings.add(line, "reordered", `it is line ${String(sequence)} of chain ${id}, and stood earlier`);
    gap.missing -= 1;
    if (gap.missing === 0) findings.replace(gap.finding);
  }

  /** By halving: gaps stand in the order of their numbers, and a trail may be made of them. */
  function gapWith(sequence: number): Gap | undefined {
    let [low, high] = [0, gaps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const gap = gaps[middle];
      if (gap === undefined || gap.from > sequence) high = middle;
      else if (gap.to < sequence) low = middle + 1;
      else return gap;
    }
    return undefined;
  }
}
