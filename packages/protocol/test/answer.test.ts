import {
  asymmetricVerify,
  contentTypes,
  encodeBase64,
  exportDataKey,
  listKeys,
  everyOperation,
  renderAnswer,
  wipeAnswer,
  type Operation,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { answers, requestId } from "./answers.ts";
import { parseXml, texts } from "./xml.ts";

const names = Object.keys(answers) as (keyof typeof answers)[];

describe("contentTypes", () => {
  it("are what clients compare with, to the letter", () => {
    expect(contentTypes).toEqual({
      JSON: "application/json;charset=utf-8",
      XML: "text/xml;charset=utf-8",
    });
  });
});

describe("the answer to ExportDataKey", () => {
  const { KeyId, KeyVersionId, ExportedDataKey } = answers.ExportDataKey();
  const members = {
    KeyId,
    KeyVersionId,
    ExportedDataKey: encodeBase64(ExportedDataKey),
    RequestId: requestId,
  };

  it("has the documented members in JSON, and no other", () => {
    const text = renderAnswer(exportDataKey, answers.ExportDataKey(), requestId, "JSON");
    expect(JSON.parse(text)).toStrictEqual(members);
  });

  it("has the documented elements in XML, and no other", () => {
    const root = parseXml(renderAnswer(exportDataKey, answers.ExportDataKey(), requestId, "XML"));
    expect(root.name).toBe("ExportDataKeyResponse");
    expect(root.children).toHaveLength(4);
    expect(texts(root)).toStrictEqual(members);
  });
});

describe("an answer", () => {
  it.each(names)("to %s has its RequestId, and no Code that a client would take for an error", (name) => {
    const operation = everyOperation[name] as Operation;
    const json = JSON.parse(renderAnswer(operation, answers[name](), requestId, "JSON")) as object;
    expect(json).toHaveProperty("RequestId", requestId);
    expect(json).not.toHaveProperty("Code");
    expect(parseXml(renderAnswer(operation, answers[name](), requestId, "XML")).name).toBe(`${name}Response`);
  });

  it("nests its lists in JSON and repeats them in XML", () => {
    const { Keys } = answers.ListKeys();
    const json = JSON.parse(renderAnswer(listKeys, answers.ListKeys(), requestId, "JSON")) as object;
    expect(json).toHaveProperty("Keys", { Key: Keys });

    const root = parseXml(renderAnswer(listKeys, answers.ListKeys(), requestId, "XML"));
    const list = root.children.find(({ name }) => name === "Keys");
    expect(list?.children.map(({ name }) => name)).toEqual(["Key", "Key"]);
    expect(list?.children.map(texts)).toEqual(Keys);
  });

  it("has an empty list as an empty list", () => {
    const empty = { Keys: [], PageNumber: 1, PageSize: 10, TotalCount: 0 };
    expect(renderAnswer(listKeys, empty, requestId, "JSON")).toContain('"Keys":{"Key":[]}');
    expect(renderAnswer(listKeys, empty, requestId, "XML")).toContain("<Keys></Keys>");
  });

  it.each([true, false])("has the boolean %s as a boolean", (Value) => {
    const answer = { ...answers.AsymmetricVerify(), Value };
    expect(renderAnswer(asymmetricVerify, answer, requestId, "JSON")).toContain(`"Value":${String(Value)}`);
    expect(renderAnswer(asymmetricVerify, answer, requestId, "XML")).toContain(
      `<Value>${String(Value)}</Value>`,
    );
  });

  it("has numbers as numbers", () => {
    const json = JSON.parse(renderAnswer(listKeys, answers.ListKeys(), requestId, "JSON")) as object;
    expect(json).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 2 });
  });

  it.each(names)("to %s holds no byte once it is rendered", (name) => {
    const operation = everyOperation[name] as Operation;
    for (const format of ["JSON", "XML"] as const) {
      const answer = answers[name]();
      renderAnswer(operation, answer, requestId, format);
      for (const bytes of bytesIn(answer)) expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
  });

  it("is wiped even when it cannot be rendered", () => {
    const answer = { ...answers.ExportDataKey(), KeyId: 7 as unknown as string };
    expect(() => renderAnswer(exportDataKey, answer, requestId, "JSON")).toThrow();
    expect(answer.ExportedDataKey.every((byte) => byte === 0)).toBe(true);
  });

  it("can be wiped without being rendered", () => {
    const answer = answers.GenerateDataKey();
    wipeAnswer(answer);
    expect(bytesIn(answer)).toHaveLength(2);
    for (const bytes of bytesIn(answer)) expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(answer.KeyId).toBe(answers.GenerateDataKey().KeyId);
  });

  it("is wiped however deep its bytes stand", () => {
    const answer = {
      Keys: { Key: [{ Material: Uint8Array.of(1) }, { Parts: [[Uint8Array.of(2)]] }] },
      At: new Date(),
    };
    wipeAnswer(answer);
    expect(bytesIn(answer)).toEqual([Uint8Array.of(0), Uint8Array.of(0)]);
  });
});

function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}
