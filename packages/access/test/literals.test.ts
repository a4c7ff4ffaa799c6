import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBoolean, parseDate, parseNumber } from "../src/conditions/literals.ts";

describe("a date", () => {
  it.each([
    ["2026-01-31", Date.UTC(2026, 0, 31)],
    ["2026-01-31T08:00Z", Date.UTC(2026, 0, 31, 8)],
    ["2026-01-31T08:00:01Z", Date.UTC(2026, 0, 31, 8, 0, 1)],
    ["2026-01-31T08:00:01.5Z", Date.UTC(2026, 0, 31, 8, 0, 1, 500)],
    ["2026-01-31T08:00:01.123Z", Date.UTC(2026, 0, 31, 8, 0, 1, 123)],
    ["2026-01-31T08:00:00+08:00", Date.UTC(2026, 0, 31)],
    ["2026-01-30T18:30:00-05:30", Date.UTC(2026, 0, 31)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ])("%s is read", (text, time) => {
    expect(parseDate(text)).toBe(time);
  });

  it.each([
    "",
    "2026",
    "2026-1-31",
    "2026-02-30",
    "2026-02-29T00:00:00Z",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-01-31T24:00:00Z",
    "2026-01-31T08:60:00Z",
    "2026-01-31T08:00:60Z",
    "2026-01-31T08:00:00",
    "2026-01-31 08:00:00Z",
    "2026-01-31t08:00:00z",
    "2026-01-31T08:00:00+0800",
    "2026-01-31T08:00:00+15:00",
    "2026-01-31T08:00:00.1234Z",
    "2026-01-31T08:00:00Z ",
    "31 Jan 2026",
    "1769846400",
  ])("%j is not read", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          expect(parseDate(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe("a number", () => {
  it.each([
    ["0", 0],
    ["-0.5", -0.5],
    ["42", 42],
    ["123456789012345", 123456789012345],
    ["1.25", 1.25],
    ["10.00", 10],
  ])("%s is read", (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it.each([
    "",
    "-",
    "+1",
    "01",
    "1.",
    ".5",
    "1e3",
    "0x10",
    "1 ",
    "NaN",
    "Infinity",
    "1,5",
    "1234567890123456",
    "1.234567890123456",
  ])("%j is not read", (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe("a boolean", () => {
  it.each([
    ["true", true],
    ["false", false],
    ["True", undefined],
    ["1", undefined],
    ["", undefined],
  ])("%j is %s", (text, value) => {
    expect(parseBoolean(text)).toBe(value);
  });
});
