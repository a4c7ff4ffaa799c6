import { createPublicKey } from "node:crypto";
import { badRecipientKeys } from "@keyferry/crypto/conformance";
import { encodeBase64 } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { createService, outcomeIn, refusalIn, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
let CiphertextBlob: string;

beforeAll(async () => {
  service = await createService();
  KeyId = await service.newKey();
  CiphertextBlob = await service.blobOf(KeyId);
});

describe("a public key", () => {
  it.each(badRecipientKeys())("is refused by both operations that export: $name", async ({ spec, spki }) => {
    const fields = {
      PublicKeyBlob: encodeBase64(spki),
      WrappingKeySpec: spec,
      WrappingAlgorithm: spec === "EC_SM2" ? "SM2PKE" : "RSAES_OAEP_SHA_256",
    };
    // No base64 text stands for no bytes: the parameter is then missing.
    const expected = spki.length === 0 ? "MissingParameter" : "InvalidParameter";
    for (const response of [
      await service.send("GenerateAndExportDataKey", { KeyId, ...fields }),
      await service.send("ExportDataKey", { CiphertextBlob, ...fields }),
    ]) {
      expect(response.status).toBe(400);
      expect(refusalIn(response).code).toBe(expected);
      expect(refusalIn(response).message).toContain("PublicKeyBlob");
    }
  });

  it.each([
    ["no base64", "not base64!"],
    ["base64url", "MIIB-_"],
    ["base64 with line breaks", `${recipients.RSAES_OAEP_SHA_256.fields.PublicKeyBlob.slice(0, 64)}\n`],
    ["a certificate's PEM", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
    ["a private key's PEM", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"],
    ["text of 8,193 characters", "A".repeat(8193)],
  ])("is refused as %s", async (_, PublicKeyBlob) => {
    const fields = { ...recipients.RSAES_OAEP_SHA_256.fields, PublicKeyBlob };
    const response = await service.send("ExportDataKey", { CiphertextBlob, ...fields });
    expect(refusalIn(response).code).toBe("InvalidParameter");
    expect(refusalIn(response).message).toContain(" PublicKeyBlob: ");
  });

  it("is read as base64 of DER and as PEM text", async () => {
    const { fields, pem, open } = recipients.RSAES_OAEP_SHA_256;
    expect(createPublicKey(pem).asymmetricKeyDetails?.modulusLength).toBe(2048);
    for (const PublicKeyBlob of [fields.PublicKeyBlob, pem, pem.replaceAll("\n", "\r\n"), pem.trimEnd()]) {
      const response = await service.send("ExportDataKey", { CiphertextBlob, ...fields, PublicKeyBlob });
      const { ExportedDataKey } = JSON.parse(response.body) as { ExportedDataKey: string };
      expect(atob(open(ExportedDataKey))).toBe("a data key");
    }
  });

  it("of SM2 is taken too", async () => {
    const response = await service.send("ExportDataKey", { CiphertextBlob, ...recipients.SM2PKE.fields });
    expect(outcomeIn(response)).toBe("OK");
  });
});
