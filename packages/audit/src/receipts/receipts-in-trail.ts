import type { ExportStatement } from "@keyferry/receipt/signing";
import type { AuditLine } from "../lines.ts";
import { contentOf, readSealed, type Sha256 } from "../seal.ts";

/**
 * - `dropped`: the trail has no record of the export: none of its request and its recipient.
 * - `changed`: it has one, which is not the one that the receipt is over.
 * - `contradicted`: it has that one, which says something else than the receipt.
 * - `reordered`: the record stands behind one of a later receipt, in the same chain.
 */
export type ReceiptFault = "dropped" | "changed" | "contradicted" | "reordered";

/** What an audit trail says against a receipt. */
export interface ReceiptFinding {
  /** Of the receipt, in the order in which they were given, from 0 on. */
  readonly receipt: number;
  readonly fault: ReceiptFault;
  /** For people. */
  readonly detail: string;
}

/** Holds receipts against an audit trail. */
export interface ReceiptsInTrail {
  /** Takes the trail's lines in their order. Whether they are as they were written is for an `AuditVerifier` to find. */
  add(line: AuditLine): void;
  /** What was found, in the order of the receipts. */
  finish(): readonly ReceiptFinding[];
}

/** Where the record of a receipt stands. */
interface Place {
  readonly where: string;
  readonly chain: string;
  /** How many records stand before it. */
  readonly position: number;
  readonly event: Readonly<Record<string, unknown>>;
}

/**
 * Looks in an audit trail for the records that receipts are over.
 *
 * @param statements of receipts whose signatures are verified
 */
export function findReceipts(statements: readonly ExportStatement[], sha256: Sha256): ReceiptsInTrail {
  const wanted = new Set(statements.map(({ auditRecordHash }) => auditRecordHash));
  const exports = new Set(statements.map((each) => exportName(each.requestId, each.recipientFingerprint)));
  /** Records by their hashes, and places of all others by what they are of. */
  const places = new Map<string, Place>();
  const recorded = new Map<string, string>();
  let position = 0;

  return {
    add(line) {
      const sealed = readSealed(line.bytes, sha256);
      if (sealed === undefined) return;
      const { event, link } = sealed;
      position += 1;
      const where = `${line.file}:${String(line.number)}`;
      const hash = sha256(contentOf(line.bytes));
      if (wanted.has(hash)) {
        places.set(hash, { where, chain: link.id, position, event });
        return;
      }
      // One recipient may stand in a request twice: what another receipt is over is no record of this one.
      const name = exportName(event["requestId"], recipientIn(event)["fingerprint"]);
      if (exports.has(name)) recorded.set(name, where);
    },
    finish() {
      const late = lateOnes(statements, places);
      return statements.flatMap((statement, receipt) => {
        const found = faultOf(statement) ?? late.get(statement);
        return found === undefined ? [] : [{ receipt, ...found }];
      });
    },
  };

  function faultOf(statement: ExportStatement): Omit<ReceiptFinding, "receipt"> | undefined {
    const { auditRecordHash, requestId, recipientFingerprint } = statement;
    const place = places.get(auditRecordHash);
    if (place !== undefined) {
      const member = contradiction(statement, place.event);
      if (member === undefined) return undefined;
      return { fault: "contradicted", detail: `its record at ${place.where} has another ${member}` };
    }
    const where = recorded.get(exportName(requestId, recipientFingerprint));
    return where === undefined
      ? { fault: "dropped", detail: `the trail has no record of request ${requestId} for this recipient` }
      : { fault: "changed", detail: `the record of its request at ${where} is not as it was` };
  }
}

/** Records of one process are written in the order of their receipts: which ones stand behind a later one? */
function lateOnes(
  statements: readonly ExportStatement[],
  places: ReadonlyMap<string, Place>,
): ReadonlyMap<ExportStatement, Omit<ReceiptFinding, "receipt">> {
  const late = new Map<ExportStatement, Omit<ReceiptFinding, "receipt">>();
  const newest = new Map<string, { readonly time: string; readonly where: string }>();
  const standing = statements.flatMap((statement) => {
    const place = places.get(statement.auditRecordHash);
    return place === undefined ? [] : [{ statement, place }];
  });
  standing.sort((a, b) => a.place.position - b.place.position);
  for (const { statement, place } of standing) {
    const before = newest.get(place.chain);
    // Both are ISO 8601 in one form: they compare as text.
    if (before !== undefined && before.time > statement.time) {
      const detail = `its record at ${place.where} stands behind that of a later receipt at ${before.where}`;
      late.set(statement, { fault: "reordered", detail });
    } else newest.set(place.chain, { time: statement.time, where: place.where });
  }
  return late;
}

/** The member of a record that says something else than its receipt. */
function contradiction(
  { requestId, operation, keyVersionId, recipientFingerprint, region, ...statement }: ExportStatement,
  event: Place["event"],
): string | undefined {
  const { userIdentity, additionalEventData, referencedResources } = event;
  const { keyVersions } = objectIn(additionalEventData);
  const { fingerprint, algorithm } = recipientIn(event);
  const { accessKeyId, accountId, principalId } = objectIn(userIdentity);
  const arn = `acs:kms:${region}:${statement.account}:key/${statement.keyId}`;
  const same: Readonly<Record<string, boolean>> = {
    requestId: event["requestId"] === requestId,
    eventName: event["eventName"] === operation,
    userIdentity:
      accessKeyId === statement.caller.accessKeyId &&
      accountId === statement.caller.accountId &&
      principalId === statement.caller.principalId,
    referencedResources: isList(objectIn(referencedResources)["ACS::KMS::Key"], arn),
    keyVersions: isList(keyVersions, keyVersionId),
    recipient: fingerprint === recipientFingerprint && algorithm === statement.algorithm,
  };
  return Object.keys(same).find((member) => same[member] === false);
}

/** An export by its request and its recipient: a request may be for several. */
function exportName(requestId: unknown, fingerprint: unknown): string {
  return `${String(requestId)} ${String(fingerprint)}`;
}

function recipientIn(event: Place["event"]): Readonly<Record<string, unknown>> {
  return objectIn(objectIn(event["additionalEventData"])["recipient"]);
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function isList(value: unknown, only: string): boolean {
  return Array.isArray(value) && value.length === 1 && value[0] === only;
}
