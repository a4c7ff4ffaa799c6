import type { ExportedKey } from "@keyferry/gateway";
import { contextHash, exportedHash, type ExportStatement } from "@keyferry/receipt/signing";
import type { AuditRecord, UserIdentity } from "../record.ts";
import type { Sha256 } from "../seal.ts";

/**
 * States an export, for its receipt: what its audit record has, the record's own hash, and what no record has.
 *
 * @param record of a request that exported one data key to one recipient, and was answered
 * @param time when it was exported: ISO 8601, UTC, with milliseconds
 * @throws TypeError for a record of anything else
 */
export function stateExport(
  record: AuditRecord,
  { context, exported }: ExportedKey,
  { time, sha256 }: { readonly time: string; readonly sha256: Sha256 },
): ExportStatement {
  const { eventName, requestId, userIdentity, referencedResources, additionalEventData } = record;
  const { recipient, keyVersions = [] } = additionalEventData;
  const key = keyOf(referencedResources?.["ACS::KMS::Key"] ?? []);
  const [keyVersionId, ...others] = keyVersions;
  const caller = callerOf(userIdentity);
  if (eventName === undefined || caller === undefined || recipient === undefined) throw notOne();
  if (key === undefined || keyVersionId === undefined || others.length > 0) throw notOne();
  return {
    receiptVersion: 1,
    operation: eventName,
    requestId,
    time,
    caller,
    ...key,
    keyVersionId,
    contextHash: contextHash(context),
    recipientFingerprint: recipient.fingerprint,
    recipientSpec: recipient.spec,
    algorithm: recipient.algorithm,
    exportedHash: exportedHash(exported),
    auditRecordHash: sha256(JSON.stringify(record)),
  };
}

/** Who called; undefined for one whose signature has not verified. */
function callerOf(identity: UserIdentity | undefined): ExportStatement["caller"] | undefined {
  const { type, accountId, principalId, accessKeyId } = identity ?? {};
  if (type === undefined || accountId === undefined) return undefined;
  if (principalId === undefined || accessKeyId === undefined) return undefined;
  return { type, accountId, principalId, accessKeyId };
}

/** The one key in `acs:kms:{region}:{account}:key/{id}`. */
function keyOf(arns: readonly string[]): Pick<ExportStatement, "region" | "account" | "keyId"> | undefined {
  const [arn = "", ...others] = arns;
  const [, region, account, keyId] = /^acs:kms:([^:]+):([^:]+):key\/(.+)$/.exec(arn) ?? [];
  if (region === undefined || account === undefined || keyId === undefined) return undefined;
  return others.length === 0 ? { region, account, keyId } : undefined;
}

function notOne(): TypeError {
  return new TypeError("the audit record is not one of an export");
}
