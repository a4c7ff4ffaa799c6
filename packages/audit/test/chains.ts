import { hash as digest } from "node:crypto";
import {
  auditLines,
  createAuditChain,
  createAuditVerifier,
  endOfTrail,
  type AuditChain,
  type AuditRecord,
  type AuditReport,
  type AuditVerifierOptions,
  type Sha256,
} from "@keyferry/audit";
import { bytes, start } from "../../gateway/test/requests.ts";

export const sha256: Sha256 = (data) => digest("sha256", data, "hex");

/** A record of a request, told apart by its id. */
export function aRecord(requestId: string): AuditRecord {
  return {
    eventId: requestId,
    eventName: "Encrypt",
    eventTime: new Date(start).toISOString(),
    eventType: "ApiCall",
    eventVersion: 1,
    serviceName: "Kms",
    sourceIpAddress: "192.0.2.7",
    requestId,
    additionalEventData: { gateway: "public", durationMs: 1, httpStatus: 200 },
  };
}

/** Begins a chain at the end of a file, as a process does. */
export function chainAfter(file: string, id: string): { readonly chain: AuditChain; readonly file: string } {
  const { previous, torn, unended } = endOfTrail(bytes(file), sha256);
  const opening = { process: 7, serverVersion: "1.2.3", ...(torn && { torn }) };
  const chain = createAuditChain({ id, previous, opening, clock: () => start, sha256 });
  return { chain, file: `${file}${unended ? "\n" : ""}${chain.opening}\n` };
}

/** How a process ended: stopped, killed between two lines, or killed after so many bytes of its last line. */
export type End = "stopped" | "killed" | number;

/** A file after a process more: `records` of requests, and its end. */
export function runProcess(before: string, { id, records, end }: ProcessRun): string {
  const { chain, file: opened } = chainAfter(before, id);
  let file = opened;
  for (let count = 0; count < records; count += 1) {
    file += `${chain.seal(aRecord(`${id}-${String(count)}`))}\n`;
  }
  if (end === "stopped") return `${file}${chain.close()}\n`;
  if (end === "killed") return file;
  return file + chain.seal(aRecord(`${id}-torn`)).slice(0, end);
}

export interface ProcessRun {
  readonly id: string;
  readonly records: number;
  readonly end: End;
}

/** The lines of a file, without line feeds. */
export function linesOf(file: string): string[] {
  return file.replace(/\n$/, "").split("\n");
}

/** Verifies files, oldest first. */
export async function verify(
  files: readonly (string | Uint8Array)[],
  options: Omit<AuditVerifierOptions, "sha256"> = {},
): Promise<AuditReport> {
  const verifier = createAuditVerifier({ sha256, ...options });
  for (const [index, file] of files.entries()) {
    const chunks = [typeof file === "string" ? bytes(file) : file];
    for await (const line of auditLines(`file ${String(index)}`, chunks)) verifier.add(line);
  }
  return verifier.finish();
}

/** What is found in a file: `line: fault`. */
export async function faultsIn(...files: readonly string[]): Promise<string[]> {
  const { findings } = await verify(files);
  return findings.map(({ line, fault }) => `${String(line)}: ${fault}`);
}
