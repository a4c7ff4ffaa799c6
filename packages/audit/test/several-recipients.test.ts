import { createHash } from "node:crypto";
import { makeRecords } from "@keyferry/audit";
import { encodeBase64 } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { recipients } from "../../gateway/test/recipients.ts";
import { bytes, ci } from "../../gateway/test/requests.ts";
import { account, region } from "../../gateway/test/service.ts";
import { createAuditedService } from "./audited-service.ts";

const { RSAES_OAEP_SHA_256: rsa, SM2PKE: sm2 } = recipients;
const audited = ({
  PublicKeyBlob,
  WrappingKeySpec: spec,
  WrappingAlgorithm: algorithm,
}: typeof rsa.fields | typeof sm2.fields) => ({
  fingerprint: createHash("sha256").update(Buffer.from(PublicKeyBlob, "base64")).digest("hex"),
  spec,
  algorithm,
});

async function exportToThree() {
  const service = await createAuditedService();
  const KeyId = await service.newKey();
  const Plaintext = encodeBase64(bytes("a data key"));
  const { body } = await service.send("Encrypt", { KeyId, Plaintext });
  const { CiphertextBlob } = JSON.parse(body) as { readonly CiphertextBlob: string };
  const fields = [rsa.fields, { ...rsa.fields, PublicKeyBlob: "?" }, sm2.fields];
  const parameters = fields.flatMap((each, index) =>
    Object.entries(each).map(([name, value]) => [`Recipients.${String(index + 1)}.${name}`, value]),
  );
  const request = { CiphertextBlob, ...(Object.fromEntries(parameters) as Record<string, string>) };
  service.audits.length = 0;
  return { service, KeyId, request };
}

describe("the audit records of an export to several recipients", () => {
  it("are one for each, all of one request", async () => {
    const { service, KeyId, request } = await exportToThree();
    const response = await service.send("ExportDataKeyToRecipients", request);
    const requestId = response.headers["x-acs-request-id"] ?? "";
    const common = {
      eventName: "ExportDataKeyToRecipients",
      serviceName: "Kms",
      apiVersion: "keyferry/2026-12-01",
      requestId,
      referencedResources: { "ACS::KMS::Key": [`acs:kms:${region}:${account}:key/${KeyId}`] },
    };
    expect(service.audits).toMatchObject([
      {
        ...common,
        eventId: `${requestId}.1`,
        additionalEventData: { httpStatus: 200, recipient: audited(rsa.fields) },
      },
      {
        ...common,
        eventId: `${requestId}.2`,
        errorCode: "InvalidParameter",
        additionalEventData: { httpStatus: 400 },
      },
      {
        ...common,
        eventId: `${requestId}.3`,
        additionalEventData: { httpStatus: 200, recipient: audited(sm2.fields) },
      },
    ]);
    expect(service.audits[1]?.additionalEventData).not.toHaveProperty("recipient");
    for (const index of [0, 2]) expect(service.audits[index]).not.toHaveProperty("errorCode");
  });

  it("have the code of the call where that is refused, and are one where it is refused before", async () => {
    const { service, request } = await exportToThree();
    const other = { ...request, EncryptionContext: '{"a":"b"}' };
    await service.send("ExportDataKeyToRecipients", other);
    await service.send("ExportDataKeyToRecipients", request, { signer: ci });
    await service.send("ExportDataKeyToRecipients", { ...request, CiphertextBlob: "?" });
    expect(
      service.audits.map(({ errorCode, additionalEventData: { recipient } }) => [errorCode, recipient]),
    ).toEqual([
      ...["InvalidParameter", "InvalidParameter", "InvalidParameter"].map((code, index) => [
        code,
        [audited(rsa.fields), undefined, audited(sm2.fields)][index],
      ]),
      // Nothing could allow it to any recipient: no other public key is read.
      ["Forbidden.NoPermission", audited(rsa.fields)],
      ["Forbidden.NoPermission", undefined],
      ["Forbidden.NoPermission", undefined],
      ["InvalidParameter", undefined],
    ]);
  });

  it("say of those alone that a module did not wrap for that the data key came to the host", () => {
    const exports = [{ inside: true }, { inside: false }];
    const trail = { resources: [], keyVersions: [], custodies: ["pkcs11:hsm"], onHost: true, exports };
    const facts = { trail };
    const request = {
      requestId: "r",
      time: 0,
      gateway: "public",
      sourceAddress: "127.0.0.1",
      facts,
    } as const;
    const records = makeRecords({ ...request, status: 200, code: undefined, duration: 1 }, (text) => text);
    expect(records.map(({ additionalEventData }) => additionalEventData.onHost)).toEqual([undefined, true]);
  });
});
