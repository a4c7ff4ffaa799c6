import { randomBytes } from "node:crypto";
import { userPrincipal } from "@keyferry/access";
import type { AuditRecord } from "@keyferry/audit";
import type { AnsweredRequest, ExportedKey } from "@keyferry/gateway";
import { exportDataKey, serviceError } from "@keyferry/protocol";
import { verifyReceipt } from "@keyferry/receipt";
import { describe, expect, it, onTestFinished } from "vitest";
import { createProve } from "../src/receipts/prove.ts";
import { openSigner } from "../src/receipts/signers.ts";
import { sha256 } from "../src/observe/sha256.ts";

const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const exported: ExportedKey = { context: undefined, exported: new Uint8Array(256).fill(7) };
const request: AnsweredRequest = {
  time,
  requestId: "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
  gateway: "public",
  sourceAddress: "192.0.2.7",
  duration: 3,
  status: 200,
  code: undefined,
  facts: {
    operation: exportDataKey,
    region: "cn-hangzhou",
    accessKey: { id: "LTAI-ci", known: true },
    principal: userPrincipal("1000000000000000", "ci"),
    trail: {
      resources: ["acs:kms:cn-hangzhou:1000000000000000:key/key-a"],
      keyVersions: ["version-a"],
      custodies: ["host"],
      recipient: {
        fingerprint: "a1".repeat(32),
        spec: "RSA_2048",
        algorithm: "RSAES_OAEP_SHA_256",
      },
    },
  },
};

/** What proves exports, over a trail that the test decides about. */
async function proving(write: (record: AuditRecord) => Promise<void>) {
  const { signer, close } = await openSigner("Ed25519", randomBytes(32));
  onTestFinished(close);
  const proved: AnsweredRequest[] = [];
  const prove = createProve({
    audit: { write },
    signer,
    pseudonymOf: (text) => text,
    clock: () => time + 5,
    onProved: (one) => void proved.push(one),
  });
  return { prove, proved, keys: [signer.key] };
}

describe("a proof of an export", () => {
  it("comes once its record is written, and not before", async () => {
    const records: AuditRecord[] = [];
    let finish = () => {
      // Nothing is being written yet.
    };
    const { prove, proved, keys } = await proving((record) => {
      records.push(record);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    let receipt: string | undefined;
    const proof = prove(request, [exported]).then(([text]) => (receipt = text));
    await new Promise((resolve) => setImmediate(resolve));
    expect([records.length, receipt, proved]).toEqual([1, undefined, []]);
    finish();
    const statement = verifyReceipt((await proof) ?? "", keys);
    expect(statement).toMatchObject({
      requestId: request.requestId,
      time: "2026-01-02T03:04:05.683Z",
      caller: { type: "ram-user", principalId: "ci" },
      auditRecordHash: sha256(JSON.stringify(records[0])),
    });
    expect(proved).toEqual([request]);
  });

  it("is one of each export of a request that has several, over the record of its own", async () => {
    const records: AuditRecord[] = [];
    const { prove, proved, keys } = await proving((record) => {
      records.push(record);
      return Promise.resolve();
    });
    const { trail } = request.facts;
    if (trail?.recipient === undefined) throw new Error("there is no recipient");
    const { recipient } = trail;
    const other = { ...recipient, fingerprint: "b2".repeat(32) };
    const refusal = serviceError("Forbidden.NoPermission");
    const exports = [{ recipient }, { recipient: other, refusal }, { recipient: other }];
    const several = { ...request, facts: { ...request.facts, trail: { ...trail, exports } } };
    const [first, second, third] = await prove(several, [exported, undefined, exported]);
    expect(second).toBeUndefined();
    expect(records.map(({ errorCode }) => errorCode)).toEqual([undefined, refusal.code, undefined]);
    for (const [receipt, place, { fingerprint }] of [
      [first, 0, recipient],
      [third, 2, other],
    ] as const) {
      expect(verifyReceipt(receipt ?? "", keys)).toMatchObject({
        requestId: request.requestId,
        recipientFingerprint: fingerprint,
        auditRecordHash: sha256(JSON.stringify(records[place])),
      });
    }
    expect(proved).toEqual([several]);
  });

  it("that cannot be written is a refusal, and is not counted", async () => {
    const { prove, proved } = await proving(() => Promise.reject(new Error("ENOSPC")));
    await expect(prove(request, [exported])).rejects.toMatchObject({
      code: "ServiceUnavailableTemporary",
      status: 503,
    });
    expect(proved).toEqual([]);
  });
});
