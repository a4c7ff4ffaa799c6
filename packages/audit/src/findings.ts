import type { AuditLine } from "./lines.ts";

/**
 * - `changed`: the line is not one that was sealed.
 * - `removed`: lines are missing before this one.
 * - `reordered`: the line stood earlier.
 * - `inserted`: the line is a copy, or follows the end of its chain.
 * - `torn`: the last line is not finished, since the process was killed, or is writing just now.
 */
export type AuditFault = "changed" | "removed" | "reordered" | "inserted" | "torn";

/** Something that is not as it was written. */
export interface AuditFinding {
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  readonly fault: AuditFault;
  /** For people. */
  readonly detail: string;
}

/** What was found so far. */
export interface Findings {
  add(line: AuditLine, fault: AuditFault, detail: string): AuditFinding;
  /** Puts another in place of one that more has become known of; nothing takes it away. */
  replace(finding: AuditFinding, better?: Pick<AuditFinding, "fault" | "detail">): void;
  /** How many there are. */
  total(): number;
  /** The first thousand, and how many there are altogether. */
  list(): { readonly findings: readonly AuditFinding[]; readonly total: number };
}

const mostKept = 1000;

/** Collects findings, a bounded number of them. */
export function createFindings(): Findings {
  const kept: AuditFinding[] = [];
  let total = 0;
  return {
    add({ file, number }, fault, detail) {
      const finding = { file, line: number, fault, detail };
      total += 1;
      if (kept.length < mostKept) kept.push(finding);
      return finding;
    },
    replace(finding, better) {
      const index = kept.indexOf(finding);
      if (better === undefined) total -= 1;
      if (index >= 0) kept.splice(index, 1, ...(better === undefined ? [] : [{ ...finding, ...better }]));
    },
    total: () => total,
    list: () => ({ findings: [...kept], total }),
  };
}
