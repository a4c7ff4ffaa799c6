import type { ExportStatement } from "@keyferry/receipt";
import { count } from "../commands/verify-audit.ts";
import type { ReceiptReport } from "./verify-receipts.ts";

/** A report for people: what is wrong, what the one receipt states, and the verdict. */
export function tellReceipts({ good, receipts, trail }: ReceiptReport): string {
  const faults = receipts.flatMap(({ file, line, faults: its }) =>
    its.map(({ fault, detail }) => `${file}:${String(line)}: ${fault}: ${detail}`),
  );
  const bad = receipts.filter(({ faults: its }) => its.length > 0).length;
  const [only, ...others] = receipts;
  const lines = [
    ...faults,
    ...(trail?.whole === false
      ? [`the audit trail is damaged: "keyferry audit verify" says where (${count(trail.faults, "fault")})`]
      : []),
    ...(only?.statement && others.length === 0 ? statedIn(only.statement) : []),
    `${good ? "OK" : "not good"}: ${verdict(receipts.length, bad)}${trailIn(trail)}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function verdict(receipts: number, bad: number): string {
  if (bad > 0) return `${String(bad)} of ${count(receipts, "receipt")}`;
  return `${count(receipts, "receipt")}, genuine`;
}

function trailIn(trail: ReceiptReport["trail"]): string {
  if (trail === undefined) return "";
  return `, held against ${count(trail.lines, "line")} of ${trail.whole ? "the" : "a damaged"} audit trail`;
}

function statedIn(statement: ExportStatement): readonly string[] {
  const { caller, time, operation, requestId, keyId, keyVersionId, account, region } = statement;
  const { recipientSpec, recipientFingerprint, algorithm } = statement;
  return [
    `when      ${time}`,
    `who       ${caller.type} ${caller.principalId} of account ${caller.accountId}, access key ${caller.accessKeyId}`,
    `what      ${operation}, request ${requestId}`,
    `key       ${keyId}, version ${keyVersionId}, of account ${account} in ${region}`,
    `to        ${recipientSpec} ${recipientFingerprint} by ${algorithm}`,
    `context   SHA-256 ${statement.contextHash}`,
    `exported  SHA-256 ${statement.exportedHash}`,
    `record    SHA-256 ${statement.auditRecordHash}`,
  ];
}
