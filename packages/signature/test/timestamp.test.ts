import { parseTimestamp } from "@keyferry/signature";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("parseTimestamp", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2016-03-28T03:13:08Z", 1_459_134_788_000],
    ["2016-03-28T03:13:08.000Z", 1_459_134_788_000],
    ["2016-03-28T03:13:08.042Z", 1_459_134_788_042],
    ["2024-02-29T23:59:59Z", 1_709_251_199_000],
    ["0099-01-01T00:00:00Z", -59_042_995_200_000],
  ])("reads %s", (text, milliseconds) => {
    expect(parseTimestamp(text)).toBe(milliseconds);
  });

  it.each([
    "",
    "2016-03-28",
    "2016-03-28T03:13:08",
    "2016-03-28 03:13:08Z",
    "2016-03-28t03:13:08z",
    "2016-03-28T03:13:08+00:00",
    "2016-03-28T03:13:08.4Z",
    "2016-03-28T03:13:08.0421Z",
    "2016-03-28T03:13Z",
    "2016-3-28T03:13:08Z",
    "+02016-03-28T03:13:08Z",
    " 2016-03-28T03:13:08Z",
    "2016-03-28T03:13:08Z\n",
    "Mon, 28 Mar 2016 03:13:08 GMT",
    "1459134788",
    "2016-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2016-04-31T00:00:00Z",
    "2016-00-10T00:00:00Z",
    "2016-13-10T00:00:00Z",
    "2016-01-00T00:00:00Z",
    "2016-01-01T24:00:00Z",
    "2016-01-01T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "２０１６-03-28T03:13:08Z",
  ])("refuses %j", (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it("reads every time that a Date writes", () => {
    const years = { min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z") };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
