import type { AnsweredRequest, ExportedKey, GatewayRequest } from "@keyferry/gateway";
import {
  encodeBase64,
  exportDataKey,
  exportDataKeyToRecipients,
  generateAndExportDataKey,
  parseEncryptionContext,
  serviceError,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { acs, v1, withHeader, type Parameters, type Sending } from "./requests.ts";
import { answerOf, ask, createService, formatOf, outcomeIn, refusalIn, type Service } from "./service.ts";

const header = "x-keyferry-receipt";
const { fields: recipient } = recipients.RSAES_OAEP_SHA_256;
const EncryptionContext = '{"tenant":"a"}';

/** What was asked to be proved. */
let proved: [request: AnsweredRequest, exported: ExportedKey | undefined][];
let service: Service;
let parameters: Parameters;

beforeEach(async () => {
  proved = [];
  service = await createService({
    prove: (request, exports) =>
      Promise.resolve(
        exports.map((exported) => {
          proved.push([request, exported]);
          return exported && `receipt ${String(proved.length)}`;
        }),
      ),
  });
  const KeyId = await service.newKey();
  const { CiphertextBlob } = answerOf(
    generateAndExportDataKey,
    await service.send("GenerateAndExportDataKey", { KeyId, EncryptionContext, ...recipient }),
  );
  parameters = { CiphertextBlob: encodeBase64(CiphertextBlob), EncryptionContext, ...recipient };
  service.answered.length = 0;
});

const asking: Sending = { headers: { [header]: "true" } };

describe("a receipt", () => {
  it.each<[string, "JSON" | "XML", (action: string, parameters: Parameters) => GatewayRequest]>([
    ["V1", "JSON", (action, sent) => v1(action, sent, asking)],
    ["V1", "XML", (action, sent) => v1(action, { ...sent, Format: "XML" }, asking)],
    ["V1 by GET", "JSON", (action, sent) => v1(action, sent, { ...asking, method: "GET" })],
    ["ACS3", "JSON", (action, sent) => acs("ACS3-HMAC-SHA256", action, sent, asking)],
    ["ACS4", "JSON", (action, sent) => acs("ACS4-HMAC-SHA256", action, sent, asking)],
    ["ACS3", "XML", (action, sent) => acs("ACS3-HMAC-SHA256", action, { ...sent, Format: "XML" }, asking)],
  ])("comes in a header of the answer, by %s in %s", async (_, format, requestOf) => {
    const response = await ask(service, requestOf("ExportDataKey", parameters));
    expect(formatOf(response)).toBe(format);
    expect(response.headers[header]).toBe("receipt 1");
    const { ExportedDataKey } = answerOf(exportDataKey, response);
    const [[, exported] = []] = proved;
    expect(exported).toEqual({
      context: parseEncryptionContext(EncryptionContext),
      exported: new Uint8Array(ExportedDataKey),
    });
  });

  it("is made of a request as it is told of, which is told of once", async () => {
    service.timer.now = 5;
    const response = await ask(service, v1("ExportDataKey", parameters, asking));
    const [[request] = []] = proved;
    expect(request).toMatchObject({
      time: service.clock.now,
      requestId: response.headers["x-acs-request-id"],
      gateway: "public",
      sourceAddress: "192.0.2.7",
      duration: 0,
      status: 200,
      code: undefined,
      facts: {
        operation: { name: "ExportDataKey" },
        principal: { type: "root" },
        trail: { recipient: { spec: "RSA_2048", algorithm: "RSAES_OAEP_SHA_256" } },
      },
    });
    expect(service.answered).toEqual([]);
  });

  it("comes for each of several recipients beside its export, and for none that is refused", async () => {
    const { CiphertextBlob } = parameters;
    const second = { ...recipient, PublicKeyBlob: "?" };
    const listed = [recipient, second, recipient].flatMap((fields, index) =>
      Object.entries(fields).map(([name, value]) => [`Recipients.${String(index + 1)}.${name}`, value]),
    );
    const sent = { CiphertextBlob, EncryptionContext, ...(Object.fromEntries(listed) as Parameters) };
    const response = await ask(service, v1("ExportDataKeyToRecipients", sent, asking));
    expect(response.headers).not.toHaveProperty(header);
    const { Recipients } = answerOf(exportDataKeyToRecipients, response);
    expect(Recipients.map(({ Receipt }) => Receipt)).toEqual(["receipt 1", undefined, "receipt 3"]);
    expect(proved.map(([, exported]) => exported?.exported)).toEqual([
      Recipients[0]?.ExportedDataKey,
      undefined,
      Recipients[2]?.ExportedDataKey,
    ]);
    expect(service.answered).toEqual([]);
  });

  it("comes of a data key that is made and exported at once", async () => {
    const KeyId = await service.newKey();
    const response = await ask(service, v1("GenerateAndExportDataKey", { KeyId, ...recipient }, asking));
    expect(response.headers[header]).toBe("receipt 1");
    const { ExportedDataKey } = answerOf(generateAndExportDataKey, response);
    expect(proved[0]?.[1]).toEqual({ context: undefined, exported: new Uint8Array(ExportedDataKey) });
  });

  it.each([undefined, "false"])("does not come where it is not asked for: %s", async (value) => {
    const plain = await ask(service, v1("ExportDataKey", parameters, { headers: { [header]: value } }));
    expect(outcomeIn(plain)).toBe("OK");
    expect(plain.headers).not.toHaveProperty(header);
    expect(Object.keys(JSON.parse(plain.body) as object)).toEqual([
      "KeyId",
      "KeyVersionId",
      "ExportedDataKey",
      "RequestId",
    ]);
    expect(proved).toEqual([]);
    expect(service.answered).toHaveLength(1);
  });

  it("does not come of an operation that exports nothing", async () => {
    const response = await ask(service, v1("ListKeys", {}, asking));
    expect(outcomeIn(response)).toBe("OK");
    expect(response.headers).not.toHaveProperty(header);
    expect(proved).toEqual([]);
  });

  it("does not come of a dry run, nor of a call that is refused, which is told of", async () => {
    const dry = await ask(service, v1("ExportDataKey", { ...parameters, DryRun: "true" }, asking));
    expect(outcomeIn(dry)).toBe("DryRunOperationError");
    const other = { ...parameters, EncryptionContext: '{"tenant":"b"}' };
    const refused = await ask(service, v1("ExportDataKey", other, asking));
    expect(outcomeIn(refused)).toBe("InvalidParameter");
    for (const response of [dry, refused]) expect(response.headers).not.toHaveProperty(header);
    expect(proved).toEqual([]);
    expect(service.answered.map(({ code }) => code)).toEqual(["DryRunOperationError", "InvalidParameter"]);
  });

  it.each(["True", "1", "yes", "", "true,true"])("is not guessed at: %j", async (value) => {
    const response = await ask(service, withHeader(v1("ExportDataKey", parameters), header, value));
    expect(outcomeIn(response)).toBe("InvalidParameter");
    expect(refusalIn(response).message).toContain("the header x-keyferry-receipt must be true or false");
    expect(proved).toEqual([]);
  });

  it("that cannot be given keeps the export back, and that is told", async () => {
    const failing = await createService({
      prove: () => Promise.reject(serviceError("ServiceUnavailableTemporary", { reason: "no trail" })),
    });
    const KeyId = await failing.newKey();
    failing.answered.length = 0;
    const request = v1("GenerateAndExportDataKey", { KeyId, ...recipient }, asking);
    const response = await ask(failing, request);
    expect(outcomeIn(response)).toBe("ServiceUnavailableTemporary");
    expect(response.body).not.toContain("ExportedDataKey");
    expect(response.headers).not.toHaveProperty(header);
    expect(failing.answered.map(({ code }) => code)).toEqual(["ServiceUnavailableTemporary"]);
    expect(failing.faults).toHaveLength(1);
  });

  it("is refused where there is no audit trail, before anything is exported", async () => {
    const without = await createService();
    const KeyId = await without.newKey();
    const response = await ask(without, v1("GenerateAndExportDataKey", { KeyId, ...recipient }, asking));
    expect(outcomeIn(response)).toBe("UnsupportedOperation");
    expect(refusalIn(response).message).toContain("no receipts without an audit trail");
    expect(without.answered.at(-1)?.facts.trail?.keyVersions).toEqual([]);
  });
});
