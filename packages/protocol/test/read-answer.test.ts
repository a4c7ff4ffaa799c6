import {
  asymmetricVerify,
  createKey,
  enableKey,
  exportDataKey,
  listKeys,
  everyOperation,
  operations,
  readAnswer,
  renderAnswer,
  renderError,
  ServiceError,
  serviceError,
  type Format,
  type Operation,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answers, requestId } from "./answers.ts";
import { refusalOf } from "./refusal.ts";

const names = Object.keys(answers) as (keyof typeof answers)[];
const formats: readonly Format[] = ["JSON", "XML"];

describe.each(formats)("readAnswer of %s", (format) => {
  it.each(names)("undoes renderAnswer for %s", (name) => {
    const operation = everyOperation[name] as Operation;
    const text = renderAnswer(operation, answers[name](), requestId, format);
    expect(readAnswer(operation, { status: 200, text, format })).toStrictEqual({
      ...answers[name](),
      RequestId: requestId,
    });
  });

  it("undoes renderAnswer for all bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (exported) => {
        const answer = { ...answers.ExportDataKey(), ExportedDataKey: exported.slice() };
        const text = renderAnswer(exportDataKey, answer, requestId, format);
        const { ExportedDataKey } = readAnswer(exportDataKey, { status: 200, text, format });
        expect(ExportedDataKey).toEqual(exported);
      }),
    );
  });

  it("undoes renderAnswer for all text that both forms can hold", () => {
    const held = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(held, (Description) => {
        const answer = { KeyMetadata: { ...answers.CreateKey().KeyMetadata, Description } };
        const text = renderAnswer(createKey, answer, requestId, format);
        const { KeyMetadata } = readAnswer(createKey, { status: 200, text, format });
        expect(KeyMetadata.Description).toBe(Description);
      }),
    );
  });

  it.each([0, 1, 3])("reads a list of %i", (count) => {
    const Keys = Array.from({ length: count }, (_, index) => ({
      KeyId: `key-${String(index)}`,
      KeyArn: "arn",
    }));
    const answer = { Keys, PageNumber: 1, PageSize: 10, TotalCount: count };
    const text = renderAnswer(listKeys, answer, requestId, format);
    expect(readAnswer(listKeys, { status: 200, text, format })).toEqual({ ...answer, RequestId: requestId });
  });

  it.each([true, false])("reads %s as a boolean", (Value) => {
    const answer = { ...answers.AsymmetricVerify(), Value };
    const text = renderAnswer(asymmetricVerify, answer, requestId, format);
    expect(readAnswer(asymmetricVerify, { status: 200, text, format }).Value).toBe(Value);
  });

  it("reads an empty plaintext", () => {
    const nothing = { ...answers.AsymmetricDecrypt(), Plaintext: new Uint8Array(0) };
    const bytes = renderAnswer(operations.AsymmetricDecrypt, nothing, requestId, format);
    expect(readAnswer(operations.AsymmetricDecrypt, { status: 200, text: bytes, format }).Plaintext).toEqual(
      new Uint8Array(0),
    );
    const noText = { ...answers.Decrypt(), Plaintext: "" };
    const text = renderAnswer(operations.Decrypt, noText, requestId, format);
    expect(readAnswer(operations.Decrypt, { status: 200, text, format }).Plaintext).toBe("");
  });

  it("throws what the service answered", () => {
    const refused = serviceError("InvalidParameter", { parameter: "KeyId", reason: 'is <&> "odd"' });
    const text = renderError(refused, { requestId, hostId: "localhost" }, format);
    const error = refusalOf(() => readAnswer(exportDataKey, { status: 400, text, format }));
    expect(error).toMatchObject({
      code: "InvalidParameter",
      status: 400,
      message: refused.message,
      requestId,
    });
  });

  it("throws codes that this catalogue does not know", () => {
    const foreign = new ServiceError({ code: "Throttling.User", status: 429, message: "Slow down." });
    const text = renderError(foreign, { requestId, hostId: "localhost" }, format);
    const error = refusalOf(() => readAnswer(exportDataKey, { status: 429, text, format }));
    expect(error).toMatchObject({ code: "Throttling.User", status: 429 });
  });

  it("goes by the code, not by the status, as the official clients do", () => {
    const text = renderError(serviceError("InternalFailure"), { requestId, hostId: "localhost" }, format);
    expect(refusalOf(() => readAnswer(exportDataKey, { status: 200, text, format })).code).toBe(
      "InternalFailure",
    );
  });

  it("takes no failure for an answer, though it has an answer's members", () => {
    const text = renderAnswer(enableKey, {}, requestId, format);
    expect(refusalOf(() => readAnswer(enableKey, { status: 502, text, format })).code).toBe(
      "InternalFailure",
    );
  });
});

describe("readAnswer of a text that is no answer", () => {
  const whole = renderAnswer(exportDataKey, answers.ExportDataKey(), requestId, "XML");

  it.each<[Format, string]>([
    ["JSON", ""],
    ["JSON", "null"],
    ["JSON", "[]"],
    ["JSON", "{}"],
    ["JSON", "<html></html>"],
    ["JSON", `{"RequestId":"${requestId}"}`],
    ["JSON", `{"RequestId":"r","KeyId":"k","KeyVersionId":"v","ExportedDataKey":"not base64"}`],
    ["JSON", `{"RequestId":"r","KeyId":"k","KeyVersionId":"v","ExportedDataKey":1}`],
    ["XML", ""],
    ["XML", "{}"],
    ["XML", "<html>"],
    ["XML", "<html><body>Bad gateway</body></html>"],
    ["XML", whole.slice(0, -1)],
    ["XML", `${whole}<more/>`],
    ["XML", whole.replace("<KeyId>", "<KeyId>&unknown;")],
  ])("%s: %j", (format, text) => {
    const error = refusalOf(() => readAnswer(exportDataKey, { status: 200, text, format }));
    expect(error.code).toBe("InternalFailure");
    expect(error.message).toBe("The answer to ExportDataKey (HTTP status 200) could not be read.");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("keeps the text out of the message", () => {
    const text = '{"Plaintext":"c2VjcmV0"';
    const error = refusalOf(() => readAnswer(operations.Decrypt, { status: 200, text, format: "JSON" }));
    expect(error.message).not.toContain("c2VjcmV0");
  });

  it("does not expand entities that a document declares itself", () => {
    const text = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><a><RequestId>&x;&x;</RequestId></a>';
    expect(refusalOf(() => readAnswer(enableKey, { status: 200, text, format: "XML" })).code).toBe(
      "InternalFailure",
    );
  });

  it("reads CDATA, as other services write it", () => {
    const text = whole.replace(requestId, `<![CDATA[${requestId}]]>`);
    expect(readAnswer(exportDataKey, { status: 200, text, format: "XML" }).RequestId).toBe(requestId);
  });
});
