import { FileError, readParts } from "@keyferry/files";
import { auditLines, createAuditVerifier, type AuditLine, type AuditReport } from "@keyferry/audit";
import { StartError } from "../config/start-error.ts";
import { sha256 } from "../observe/sha256.ts";

/** What `audit verify` is told. */
export interface AuditVerification {
  /** Oldest first. */
  readonly files: readonly string[];
  readonly anchor: string | undefined;
  readonly after: string | undefined;
  readonly json: boolean;
}

/**
 * Verifies an audit trail.
 *
 * @returns what to print, and whether the trail is whole
 * @throws StartError for a file that cannot be read
 */
export async function verifyAudit({
  files,
  anchor,
  after,
  json,
}: AuditVerification): Promise<{ readonly text: string; readonly whole: boolean }> {
  const anchors = { ...(anchor !== undefined && { anchor }), ...(after !== undefined && { after }) };
  const verifier = createAuditVerifier({ sha256, ...anchors });
  await readTrail(files, (line) => {
    verifier.add(line);
  });
  const report = verifier.finish();
  const text = json ? `${JSON.stringify(report, undefined, 2)}\n` : tell(report);
  return { text, whole: report.whole };
}

/**
 * Reads the lines of a trail.
 *
 * @param files oldest first
 * @throws StartError for a file that cannot be read
 */
export async function readTrail(files: readonly string[], take: (line: AuditLine) => void): Promise<void> {
  for (const file of files) {
    try {
      for await (const line of auditLines(file, readParts(file))) take(line);
    } catch (cause) {
      if (cause instanceof FileError) throw new StartError(cause.message, { cause });
      throw new StartError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
    }
  }
}

function tell({ whole, lines, chains, findings, faults, last }: AuditReport): string {
  const unclosed = chains.filter(({ closed }) => !closed).length;
  const said = [
    ...findings.map(({ file, line, fault, detail }) => `${file}:${String(line)}: ${fault}: ${detail}`),
    ...(faults > findings.length ? [`and ${String(faults - findings.length)} more`] : []),
    `${whole ? "OK" : "damaged"}: ${count(lines, "line")} in ${count(chains.length, "chain")}`,
    ...(unclosed > 0
      ? [`${count(unclosed, "chain")} without a closing record: killed, or still being written`]
      : []),
    ...(last === null ? [] : [`last hash: ${last.hash}`]),
  ];
  return said.map((line) => `${line}\n`).join("");
}

/** `1 line`, `2 lines`. */
export function count(amount: number, what: string): string {
  return `${String(amount)} ${what}${amount === 1 ? "" : "s"}`;
}
