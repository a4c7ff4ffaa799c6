import { newAuditTrail } from "@keyferry/kms";
import {
  disableKey,
  encrypt,
  type EncryptionContext,
  exportDataKeyToRecipients,
  generateDataKey,
  type Recipient,
  type RequestOf,
  serviceError,
} from "@keyferry/protocol";
import { badRecipientKeys } from "@keyferry/crypto/conformance";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { as, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

const { RSAES_OAEP_SHA_256: rsa, RSAES_OAEP_SHA_1: rsaOfSha1, SM2PKE: sm2 } = recipients;
type Recipients = RequestOf<typeof exportDataKeyToRecipients>["Recipients"];

const fingerprintOf = ({ PublicKeyBlob }: Recipient) =>
  createHash("sha256").update(PublicKeyBlob).digest("hex");
const asked = ({ fields }: { readonly fields: Recipient }) => ({
  fingerprint: fingerprintOf(fields),
  spec: fields.WrappingKeySpec,
  algorithm: fields.WrappingAlgorithm,
});
const ci = as("ci");
const denied = "Forbidden.NoPermission";

/** A user who may export to these alone. */
const mayExportTo = (...allowed: readonly Recipient[]) => ({
  Effect: "Allow",
  Action: "kms:ExportDataKey",
  Resource: "*",
  Condition: { StringEquals: { "keyferry:RecipientFingerprint": allowed.map(fingerprintOf) } },
});

const mayRead = { Effect: "Allow", Action: "kms:DescribeKey", Resource: "*" };
const context: EncryptionContext = [["a", "b"]];

function badRecipient(): Recipient {
  const bad = badRecipientKeys().find(({ spec }) => spec === "RSA_2048");
  if (bad === undefined) throw new Error("there is no bad key");
  return { ...rsa.fields, PublicKeyBlob: bad.spki };
}

/** A data key, and a call that exports it. */
async function withDataKey(service: Service, NumberOfBytes = 32) {
  const KeyId = await service.newKey();
  const made = await service.call(generateDataKey, { KeyId, NumberOfBytes });
  const { CiphertextBlob } = made;
  const exportTo = (Recipients: Recipients, caller = {}, trail = newAuditTrail()) =>
    service.call(exportDataKeyToRecipients, { CiphertextBlob, Recipients }, caller, trail);
  return { ...made, exportTo };
}

describe("ExportDataKeyToRecipients", () => {
  it("exports one data key to all, in the order of the request", async () => {
    const { exportTo, KeyId, KeyVersionId, Plaintext } = await withDataKey(await createService());
    const all = [sm2, rsa, rsaOfSha1, sm2];
    const answer = await exportTo(all.map(({ fields }) => fields));
    expect(answer).toMatchObject({ KeyId, KeyVersionId });
    expect(answer.Recipients.map(({ Fingerprint }) => Fingerprint)).toEqual(
      all.map(({ fields }) => fingerprintOf(fields)),
    );
    for (const [index, { ExportedDataKey, Code, Message }] of answer.Recipients.entries()) {
      expect([Code, Message]).toEqual([undefined, undefined]);
      expect(await all[index]?.open(ExportedDataKey ?? new Uint8Array())).toEqual(Plaintext);
    }
    expect(new Set(answer.Recipients.map(({ ExportedDataKey }) => String(ExportedDataKey))).size).toBe(4);
  });

  it("unwraps it once", async () => {
    const calls: string[] = [];
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        decrypt: (source) => (calls.push("decrypt"), crypto.decrypt(source)),
        rewrap: (...call) => (calls.push("rewrap"), crypto.rewrap(...call)),
        rewrapForEach: (...call) => (calls.push("rewrapForEach"), crypto.rewrapForEach(...call)),
      }),
    });
    const { exportTo } = await withDataKey(service);
    calls.length = 0;
    await exportTo(Array.from({ length: 100 }, () => rsa.fields));
    expect(calls).toEqual(["rewrapForEach"]);
  });

  it("notes for which recipients a module has wrapped it itself", async () => {
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        async rewrapForEach(...call) {
          const outcomes = await crypto.rewrapForEach(...call);
          return outcomes.map((each, index) =>
            "exported" in each ? { ...each, inside: index === 0 } : each,
          );
        },
      }),
    });
    const { exportTo } = await withDataKey(service);
    const trail = newAuditTrail();
    await exportTo([rsa.fields, sm2.fields], {}, trail);
    expect(trail.exports?.map(({ inside }) => inside)).toEqual([true, false]);
  });

  it("says which recipient is refused and why, and serves the others", async () => {
    const { exportTo, Plaintext } = await withDataKey(await createService());
    const unreadable = serviceError("InvalidParameter", {
      parameter: "PublicKeyBlob",
      reason: "is no base64",
    });
    const mismatched = { ...sm2.fields, WrappingAlgorithm: "RSAES_OAEP_SHA_1" } as const;
    const { Recipients } = await exportTo([unreadable, badRecipient(), rsa.fields, mismatched, sm2.fields]);
    expect(Recipients.map(({ Code }) => Code)).toEqual([
      "InvalidParameter",
      "InvalidParameter",
      undefined,
      "InvalidParameter",
      undefined,
    ]);
    expect(Recipients.map(({ ExportedDataKey }) => ExportedDataKey !== undefined)).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
    expect(Recipients[0]?.Message).toContain("PublicKeyBlob: is no base64");
    expect(Recipients[3]?.Message).toContain("does not go with WrappingKeySpec EC_SM2");
    expect(await rsa.open(Recipients[2]?.ExportedDataKey ?? new Uint8Array())).toEqual(Plaintext);
    expect(await sm2.open(Recipients[4]?.ExportedDataKey ?? new Uint8Array())).toEqual(Plaintext);
  });

  it("keeps to each algorithm's own limit of length", async () => {
    const { exportTo } = await withDataKey(await createService(), 200);
    const { Recipients } = await exportTo([rsa.fields, rsaOfSha1.fields, sm2.fields]);
    expect(Recipients.map(({ Code }) => Code)).toEqual(["InvalidParameter", undefined, undefined]);
    expect(Recipients[0]?.Message).toContain("200 bytes");
  });

  it("asks access about each recipient by itself", async () => {
    const service = await createService({ users: [{ name: "ci", statements: [mayExportTo(rsa.fields)] }] });
    const { exportTo, Plaintext } = await withDataKey(service);
    const { Recipients } = await exportTo([sm2.fields, rsa.fields], ci);
    expect(Recipients).toMatchObject([
      {
        Fingerprint: fingerprintOf(sm2.fields),
        Code: denied,
        AccessDeniedDetail: { AuthAction: "kms:ExportDataKey", AuthPrincipalDisplayName: "ci" },
      },
      { Fingerprint: fingerprintOf(rsa.fields) },
    ]);
    expect(Recipients[0]).not.toHaveProperty("ExportedDataKey", expect.anything());
    expect(await rsa.open(Recipients[1]?.ExportedDataKey ?? new Uint8Array())).toEqual(Plaintext);
  });

  it("is refused as the first recipient is where all are, and unwraps nothing", async () => {
    const calls: string[] = [];
    const service = await createService({
      users: [{ name: "ci", statements: [mayExportTo(rsa.fields)] }],
      watch: (crypto) => ({
        ...crypto,
        rewrapForEach: (...call) => (calls.push("rewrapForEach"), crypto.rewrapForEach(...call)),
      }),
    });
    const { exportTo } = await withDataKey(service);
    const refusal = await refusalOf(exportTo([sm2.fields, badRecipient()], ci));
    expect(refusal).toMatchObject({ code: denied, status: 403 });
    expect(refusal.message).toContain(fingerprintOf(sm2.fields));
    // Whoever may not export to anybody whose key is bad is told that, as by ExportDataKey.
    expect(await outcomeOf(exportTo([badRecipient(), sm2.fields], ci))).toBe(denied);
    expect(await outcomeOf(exportTo([badRecipient(), badRecipient()]))).toBe("InvalidParameter");
    expect(calls).toEqual([]);
  });

  it("tells what is wrong with a public key only to those who may export, and after the key's state", async () => {
    const service = await createService({ users: [{ name: "ci", statements: [mayExportTo(rsa.fields)] }] });
    const { exportTo, KeyId } = await withDataKey(service);
    const malformed = serviceError("InvalidParameter", {
      parameter: "PublicKeyBlob",
      reason: "is no base64",
    });
    for (const bad of [badRecipient(), malformed]) {
      expect(await outcomeOf(exportTo([bad, bad]))).toBe("InvalidParameter");
      expect(await outcomeOf(exportTo([bad, sm2.fields], ci))).toBe(denied);
      expect((await exportTo([bad, rsa.fields], ci)).Recipients.map(({ Code }) => Code)).toEqual([
        denied,
        undefined,
      ]);
    }
    await service.call(disableKey, { KeyId });
    expect(await outcomeOf(exportTo([badRecipient(), malformed]))).toBe("Rejected.Disabled");
  });

  it("reads no more public keys where no recipient could be allowed", async () => {
    const service = await createService({ users: [{ name: "ci", statements: [mayRead] }] });
    const { exportTo } = await withDataKey(service);
    const trail = newAuditTrail();
    const refusal = await refusalOf(exportTo([rsa.fields, sm2.fields], ci, trail));
    expect(refusal).toMatchObject({ code: denied });
    expect(trail.exports).toEqual([{ recipient: asked(rsa) }, {}]);
  });

  it("leaves what was denied of the recipient whose refusal it tells, and of no other", async () => {
    const stranger = { ...rsa.fields, PublicKeyBlob: new Uint8Array(1) };
    const statements = (allowed: Recipient) => [mayExportTo(allowed)];
    const service = await createService({
      users: [
        { name: "ci", statements: statements(rsa.fields) },
        { name: "other", statements: statements(stranger) },
      ],
    });
    const { exportTo, CiphertextBlob } = await withDataKey(service);
    const all = newAuditTrail();
    const refusal = await refusalOf(exportTo([sm2.fields, rsa.fields, badRecipient()], as("other"), all));
    expect(refusal.message).toContain(fingerprintOf(sm2.fields));
    expect(all.denied?.recipient).toEqual(asked(sm2));
    const later = newAuditTrail();
    const request = { CiphertextBlob, Recipients: [rsa.fields, sm2.fields], EncryptionContext: context };
    expect(await outcomeOf(service.call(exportDataKeyToRecipients, request, ci, later))).toBe(
      "InvalidParameter",
    );
    expect(later.exports?.[1]?.refusal?.code).toBe(denied);
    expect(later.denied).toBeUndefined();
  });

  it("is refused as a whole for what is wrong with the ciphertext or its key", async () => {
    const service = await createService({ users: [{ name: "ci", statements: [mayExportTo(rsa.fields)] }] });
    const { exportTo, CiphertextBlob, KeyId } = await withDataKey(service);
    const Recipients = [sm2.fields, rsa.fields];
    const ask = (request: Partial<RequestOf<typeof exportDataKeyToRecipients>>) =>
      outcomeOf(service.call(exportDataKeyToRecipients, { CiphertextBlob, Recipients, ...request }));
    expect(await ask({ EncryptionContext: [["a", "b"]] })).toBe("InvalidParameter");
    const text = await service.call(encrypt, { KeyId, Plaintext: "no base64!" });
    expect(await ask({ CiphertextBlob: text.CiphertextBlob })).toBe("InvalidParameter");
    expect(await ask({ CiphertextBlob: new Uint8Array(80).fill(0x61) })).toBe("Forbidden.KeyNotFound");
    await service.call(disableKey, { KeyId });
    expect(await outcomeOf(exportTo(Recipients))).toBe("Rejected.Disabled");
    // One is permitted, and so the caller may know.
    expect(await outcomeOf(exportTo(Recipients, ci))).toBe("Rejected.Disabled");
    expect(await outcomeOf(exportTo([sm2.fields], ci))).toBe(denied);
  });

  it("leaves each recipient in the audit trail, also where the call is refused", async () => {
    const service = await createService({ users: [{ name: "ci", statements: [mayExportTo(rsa.fields)] }] });
    const { exportTo, KeyId } = await withDataKey(service);
    const trail = newAuditTrail();
    await exportTo([sm2.fields, badRecipient(), rsa.fields], ci, trail);
    expect(trail.resources).toEqual([expect.stringMatching(`key/${KeyId}$`)]);
    expect(trail.exports).toMatchObject([
      { recipient: asked(sm2), refusal: { code: denied } },
      { refusal: { code: denied } },
      { recipient: asked(rsa) },
    ]);
    expect(trail.exports?.[2]).not.toHaveProperty("refusal");
    const refused = newAuditTrail();
    await service.call(disableKey, { KeyId });
    await refusalOf(exportTo([rsa.fields, sm2.fields], {}, refused));
    expect(refused.exports).toEqual([{ recipient: asked(rsa) }, { recipient: asked(sm2) }]);
  });
});
