import {
  auditLines,
  findReceipts,
  makeRecords,
  stateExport,
  type AuditRecord,
  type ReceiptFinding,
} from "@keyferry/audit";
import type { AnsweredRequest, ExportedKey } from "@keyferry/gateway";
import { contextHash, encodeStatement, exportedHash, type ExportStatement } from "@keyferry/receipt";
import { describe, expect, it } from "vitest";
import { recipients } from "../../gateway/test/recipients.ts";
import { bytes, root, start, v1 } from "../../gateway/test/requests.ts";
import { account, ask, createService, region } from "../../gateway/test/service.ts";
import { pseudonymOf } from "./audited-service.ts";
import { chainAfter, linesOf, sha256 } from "./chains.ts";

const moment = (milliseconds: number) => new Date(start + milliseconds).toISOString();

/** What a service has exported: the requests as they were told of, and what came out. */
async function exportsOf(count: number): Promise<readonly (readonly [AnsweredRequest, ExportedKey])[]> {
  const proved: [AnsweredRequest, ExportedKey][] = [];
  const service = await createService({
    prove: (request, exports) => {
      for (const exported of exports) if (exported !== undefined) proved.push([request, exported]);
      return Promise.resolve(exports.map(() => "receipt"));
    },
  });
  await service.send("CreateAlias", { KeyId: await service.newKey(), AliasName: "alias/orders" });
  const { fields } = recipients.SM2PKE;
  const parameters = { KeyId: "alias/orders", EncryptionContext: '{"tenant":"a"}', ...fields };
  for (let index = 0; index < count; index += 1) {
    const asking = { headers: { "x-keyferry-receipt": "true" } };
    await ask(service, v1("GenerateAndExportDataKey", parameters, asking));
  }
  return proved;
}

const exported = await exportsOf(3);
const records = exported.flatMap(([request]) => makeRecords(request, pseudonymOf));
const statements = exported.map(([, key], index) =>
  stateExport(records[index] as AuditRecord, key, { time: moment(index), sha256 }),
);

/** A trail of these records, sealed as a server seals them. */
function trailOf(...kept: readonly AuditRecord[]): string {
  const { chain, file } = chainAfter("", "chain-a");
  return `${file}${kept.map((record) => `${chain.seal(record)}\n`).join("")}${chain.close()}\n`;
}

async function findingsIn(
  trail: string,
  stated: readonly ExportStatement[] = statements,
): Promise<readonly ReceiptFinding[]> {
  const receipts = findReceipts(stated, sha256);
  for await (const line of auditLines("audit.log", [bytes(trail)])) receipts.add(line);
  return receipts.finish();
}

describe("the statement of an export", () => {
  it("says what its record says, and what no record has", () => {
    const [[, key] = []] = exported;
    const [record] = records;
    const [statement] = statements;
    const [keyVersionId = ""] = record?.additionalEventData.keyVersions ?? [];
    const [arn = ""] = record?.referencedResources?.["ACS::KMS::Key"] ?? [];
    expect(statement).toEqual({
      receiptVersion: 1,
      operation: "GenerateAndExportDataKey",
      requestId: record?.requestId,
      time: moment(0),
      caller: {
        type: "root-account",
        accountId: account,
        principalId: account,
        accessKeyId: root.accessKeyId,
      },
      account,
      region,
      keyId: arn.slice(arn.indexOf("/") + 1),
      keyVersionId,
      contextHash: contextHash([["tenant", "a"]]),
      recipientFingerprint: record?.additionalEventData.recipient?.fingerprint,
      recipientSpec: "EC_SM2",
      algorithm: "SM2PKE",
      exportedHash: exportedHash(key?.exported ?? new Uint8Array(0)),
      auditRecordHash: sha256(JSON.stringify(record)),
    });
    expect(encodeStatement(statement as ExportStatement).length).toBeLessThan(1_500);
  });

  it("is not made of a record of anything else", () => {
    const [record] = records as [AuditRecord];
    const key: ExportedKey = { context: undefined, exported: new Uint8Array(1) };
    const { keyVersions = [] } = record.additionalEventData;
    const toNobody = { gateway: "public", durationMs: 1, httpStatus: 200, keyVersions } as const;
    const others = [
      { ...record, userIdentity: { accessKeyId: root.accessKeyId } },
      { ...record, additionalEventData: toNobody },
      { ...record, additionalEventData: { ...record.additionalEventData, keyVersions: ["a", "b"] } },
      { ...record, referencedResources: { "ACS::KMS::Key": [] } },
      { ...record, referencedResources: { "ACS::KMS::Key": [`acs:kms:${region}:${account}:alias/a`] } },
    ];
    for (const other of others) {
      expect(() => stateExport(other, key, { time: moment(0), sha256 })).toThrow(TypeError);
    }
  });
});

describe("receipts and a trail", () => {
  const [first, second, third] = records as [AuditRecord, AuditRecord, AuditRecord];
  const faults = async (trail: string, stated = statements) =>
    (await findingsIn(trail, stated)).map(({ receipt, fault }) => `${String(receipt)}: ${fault}`);

  it("agree as they were written, in whatever order the receipts come", async () => {
    expect(await findingsIn(trailOf(first, second, third))).toEqual([]);
    expect(await findingsIn(trailOf(first, second, third), statements.toReversed())).toEqual([]);
  });

  it("agree where a record is of another export, or of something else", async () => {
    expect(await findingsIn(trailOf(first, second, third), statements.slice(1, 2))).toEqual([]);
  });

  it("show a record that was dropped, though the trail was sealed anew", async () => {
    expect(await findingsIn(trailOf(first, third))).toEqual([
      {
        receipt: 1,
        fault: "dropped",
        detail: `the trail has no record of request ${second.requestId} for this recipient`,
      },
    ]);
  });

  it("show a record that was changed, though the trail was sealed anew", async () => {
    const forged = { ...second, sourceIpAddress: "192.0.2.8" };
    expect(await findingsIn(trailOf(first, forged, third))).toEqual([
      { receipt: 1, fault: "changed", detail: "the record of its request at audit.log:3 is not as it was" },
    ]);
  });

  it("tell the recipients of one request apart", async () => {
    const { recipient } = second.additionalEventData;
    if (recipient === undefined) throw new Error("the record has no recipient");
    const toOther = { ...recipient, fingerprint: "00".repeat(32) };
    const other = { ...second, additionalEventData: { ...second.additionalEventData, recipient: toOther } };
    expect(await faults(trailOf(first, other, third))).toEqual(["1: dropped"]);
    expect(await faults(trailOf(first, other, second, third))).toEqual([]);
  });

  it("show a record that was dropped beside another one for the same recipient of one request", async () => {
    const twin = { ...second, eventId: `${second.requestId}.2` };
    const stated = [second, twin].map((record, index) =>
      stateExport(record, exported[1]?.[1] as ExportedKey, { time: moment(index), sha256 }),
    );
    expect(await faults(trailOf(first, second, twin, third), stated)).toEqual([]);
    expect(await faults(trailOf(first, second, third), stated)).toEqual(["1: dropped"]);
    expect(await faults(trailOf(first, twin, third), stated)).toEqual(["0: dropped"]);
  });

  it("show records that were put into another order, though the trail was sealed anew", async () => {
    expect(await faults(trailOf(second, first, third))).toEqual(["0: reordered"]);
    expect(await faults(trailOf(third, first, second))).toEqual(["0: reordered", "1: reordered"]);
  });

  it("may have one time: a millisecond has room for more than one export", async () => {
    const sameTime = statements.map((statement) => ({ ...statement, time: moment(0) }));
    expect(await findingsIn(trailOf(second, first, third), sameTime)).toEqual([]);
  });

  it("are not put in order over several processes, whose records mix", async () => {
    const { chain, file } = chainAfter("", "chain-a");
    const other = chainAfter("", "chain-b");
    const lines = [chain.seal(second), other.chain.opening, other.chain.seal(first), chain.seal(third)];
    expect(await findingsIn(`${file}${lines.join("\n")}\n`)).toEqual([]);
  });

  it.each<[string, Partial<ExportStatement>]>([
    ["requestId", { requestId: "another" }],
    ["eventName", { operation: "ExportDataKey" }],
    ["userIdentity", { caller: { ...(statements[1] as ExportStatement).caller, principalId: "ci" } }],
    ["referencedResources", { account: "2" }],
    ["referencedResources", { region: "cn-beijing" }],
    ["referencedResources", { keyId: "another" }],
    ["keyVersions", { keyVersionId: "another" }],
    ["recipient", { recipientFingerprint: "00".repeat(32) }],
    ["recipient", { algorithm: "RSAES_OAEP_SHA_1" }],
  ])("show a receipt that says something else than its own record: %s", async (member, change) => {
    const stated = statements.with(1, { ...(statements[1] as ExportStatement), ...change });
    expect(await findingsIn(trailOf(first, second, third), stated)).toEqual([
      { receipt: 1, fault: "contradicted", detail: `its record at audit.log:3 has another ${member}` },
    ]);
  });

  it("do not agree where a line is not as it was sealed", async () => {
    const lines = linesOf(trailOf(first, second, third));
    const changed = lines.map((line) => line.replace(second.requestId, first.requestId));
    expect(await faults(`${changed.join("\n")}\n`)).toEqual(["1: dropped"]);
  });
});
