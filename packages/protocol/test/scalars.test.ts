import {
  createKey,
  describeKey,
  encodeRequest,
  generateDataKey,
  parseRequest,
  readAnswer,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { answers, requestId } from "./answers.ts";
import { parameters, refusalOf } from "./refusal.ts";

describe("a whole number", () => {
  const read = (NumberOfBytes: string) =>
    parseRequest(generateDataKey, parameters({ KeyId: "alias/a", NumberOfBytes })).NumberOfBytes;

  it.each([
    ["1", 1],
    ["32", 32],
    ["1024", 1024],
  ])("reads %j", (text, value) => {
    expect(read(text)).toBe(value);
    expect(
      encodeRequest(generateDataKey, { KeyId: "alias/a", NumberOfBytes: value }).get("NumberOfBytes"),
    ).toBe(text);
  });

  it.each([
    "0",
    "1025",
    "-1",
    "+1",
    "01",
    "1.0",
    "1e2",
    "0x20",
    " 32",
    "32 ",
    "٣٢",
    "NaN",
    "Infinity",
    "9".repeat(400),
  ])("refuses %j", (text) => {
    expect(refusalOf(() => read(text)).message).toBe(
      "The specified parameter is not valid. NumberOfBytes: must be a whole number from 1 to 1024.",
    );
  });
});

describe("a boolean", () => {
  const read = (EnableAutomaticRotation: string) =>
    parseRequest(createKey, parameters({ EnableAutomaticRotation })).EnableAutomaticRotation;

  it.each([
    ["true", true],
    ["false", false],
  ])("reads %j", (text, value) => {
    expect(read(text)).toBe(value);
    const encoded = encodeRequest(createKey, { EnableAutomaticRotation: value });
    expect(encoded.get("EnableAutomaticRotation")).toBe(text);
  });

  it.each(["True", "TRUE", "1", "0", "yes", " true"])("refuses %j", (text) => {
    expect(refusalOf(() => read(text)).message).toBe(
      "The specified parameter is not valid. EnableAutomaticRotation: must be true or false.",
    );
  });
});

describe("a moment", () => {
  const read = (CreationDate: string) => {
    const KeyMetadata = {
      ...answers.DescribeKey().KeyMetadata,
      DeleteDate: undefined,
      LastRotationDate: undefined,
      CreationDate,
    };
    const text = JSON.stringify({ KeyMetadata, RequestId: requestId });
    return readAnswer(describeKey, { status: 200, text, format: "JSON" }).KeyMetadata.CreationDate;
  };

  it("is read to the second", () => {
    expect(read("2026-01-02T03:04:05Z")).toEqual(new Date(Date.UTC(2026, 0, 2, 3, 4, 5)));
  });

  it.each([
    ...["", "yesterday", "2026-01-02", "2026-01-02T03:04:05+08:00", "2026-13-02T03:04:05Z", "1767323045"],
    // No such day, no such hour.
    ...["2026-02-30T03:04:05Z", "2025-02-29T00:00:00Z", "2026-01-02T24:00:00Z"],
  ])("refuses %j", (text) => {
    expect(refusalOf(() => read(text)).code).toBe("InternalFailure");
  });
});
