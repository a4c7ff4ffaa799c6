import { createHash } from "node:crypto";
import { createThrottle } from "@keyferry/gateway";
import { encodeBase64, exportDataKeyToRecipients, type Format } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { acs, bytes, ci, v1, type Parameters } from "./requests.ts";
import { answerOf, ask, createService, here, outcomeIn, refusalIn, type Service } from "./service.ts";

const { RSAES_OAEP_SHA_256: rsa, SM2PKE: sm2 } = recipients;
const action = "ExportDataKeyToRecipients";
const dataKey = encodeBase64(bytes("a data key"));

/** Recipients as parameters of a request. */
function listed(...all: readonly Parameters[]): Parameters {
  const items = all.flatMap((fields, index) =>
    Object.entries(fields).map(([name, value]) => [`Recipients.${String(index + 1)}.${name}`, value]),
  );
  return Object.fromEntries(items) as Parameters;
}

const noKey: Parameters = { ...rsa.fields, PublicKeyBlob: "?" };
const fingerprintOf = ({ PublicKeyBlob }: { readonly PublicKeyBlob: string }) =>
  createHash("sha256").update(Buffer.from(PublicKeyBlob, "base64")).digest("hex");

async function withBlob(service: Service, more: { readonly DKMSInstanceId?: string } = {}) {
  const KeyId = await service.newKey(more);
  const { body } = await service.send("Encrypt", { KeyId, Plaintext: dataKey }, { kind: "vpc" });
  const { CiphertextBlob } = JSON.parse(body) as { readonly CiphertextBlob: string };
  return { KeyId, CiphertextBlob };
}

const schemes = ["V1", "ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const;
const ways = schemes.flatMap((scheme) =>
  (["JSON", "XML"] as const).map((format) => [scheme, format] as const),
);

describe("an export to several recipients", () => {
  it.each(ways)("is asked for by %s and answered in %s", async (scheme, Format: Format) => {
    const service = await createService();
    const { CiphertextBlob, KeyId } = await withBlob(service);
    const parameters = {
      CiphertextBlob,
      Format,
      ...listed(sm2.fields, noKey, { ...rsa.fields, PublicKeyBlob: rsa.pem }),
    };
    const request =
      scheme === "V1"
        ? v1(action, parameters, { place: "form" })
        : acs(scheme, action, parameters, { place: "form" });
    const answer = answerOf(exportDataKeyToRecipients, await ask(service, request));
    expect(answer).toMatchObject({
      KeyId,
      Recipients: [
        { Fingerprint: fingerprintOf(sm2.fields) },
        { Code: "InvalidParameter" },
        { Fingerprint: fingerprintOf(rsa.fields) },
      ],
    });
    const [, , exported] = answer.Recipients;
    expect(rsa.open(encodeBase64(exported?.ExportedDataKey ?? new Uint8Array()))).toBe(dataKey);
  });

  it("is no operation of the API that official clients know", async () => {
    const service = await createService();
    const { CiphertextBlob } = await withBlob(service);
    const parameters = { CiphertextBlob, ...listed(rsa.fields) };
    const official = { ...parameters, Version: "2016-01-20" };
    expect(outcomeIn(await service.send(action, official))).toBe("InvalidAction.NotFound");
    const other = { ...parameters, Version: "keyferry/2026-11-30" };
    expect(outcomeIn(await service.send(action, other))).toBe("InvalidVersion");
    expect(outcomeIn(await service.send(action, parameters))).toBe("OK");
  });

  it("is offered on dedicated gateways, for keys of the instance", async () => {
    const service = await createService();
    const inside = await withBlob(service, { DKMSInstanceId: here });
    const outside = await withBlob(service);
    const send = (CiphertextBlob: string) =>
      service.send(action, { CiphertextBlob, ...listed(rsa.fields) }, { kind: "dedicated" });
    expect(outcomeIn(await send(inside.CiphertextBlob))).toBe("OK");
    expect(outcomeIn(await send(outside.CiphertextBlob))).toBe("Forbidden.KeyNotFound");
  });

  it("is refused by a dry run where one recipient would be, with that one's reason", async () => {
    const service = await createService();
    const { CiphertextBlob } = await withBlob(service);
    const dry = (...all: readonly Parameters[]) =>
      service.send(action, { CiphertextBlob, DryRun: "true", ...listed(...all) });
    expect(outcomeIn(await dry(rsa.fields, sm2.fields))).toBe("DryRunOperationError");
    const refused = refusalIn(await dry(rsa.fields, noKey));
    expect(refused.code).toBe("ValidationError");
    expect(refused.message).toContain("PublicKeyBlob: must be the base64");
    const denied = await service.send(
      action,
      { CiphertextBlob, DryRun: "true", ...listed(rsa.fields) },
      { signer: ci },
    );
    expect(refusalIn(denied)).toMatchObject({
      code: "AccessDeniedError",
      accessDenied: { AuthAction: "kms:ExportDataKey" },
    });
  });

  it("counts as one call, beside those of ExportDataKey", async () => {
    const throttle = createThrottle(() => 0);
    const counted: string[] = [];
    const service = await createService({
      throttle: {
        count(account, operation) {
          counted.push(operation.throttleGroup ?? "");
          throttle.count(account, operation);
        },
      },
    });
    const { CiphertextBlob } = await withBlob(service);
    counted.length = 0;
    await service.send(action, {
      CiphertextBlob,
      ...listed(...Array.from({ length: 20 }, () => rsa.fields)),
    });
    expect(counted).toEqual(["rewrapping"]);
  });

  it("fits into a request with a hundred recipients", async () => {
    const service = await createService();
    const { CiphertextBlob } = await withBlob(service);
    const all = Array.from({ length: 100 }, () => rsa.fields);
    const request = v1(action, { CiphertextBlob, ...listed(...all) }, { place: "form" });
    const { Recipients } = answerOf(exportDataKeyToRecipients, await ask(service, request));
    expect(Recipients.filter(({ ExportedDataKey }) => ExportedDataKey !== undefined)).toHaveLength(100);
    const more = v1(action, { CiphertextBlob, ...listed(...all, rsa.fields) }, { place: "form" });
    expect(refusalIn(await ask(service, more)).message).toContain("items are 1 to 100");
  });
});
