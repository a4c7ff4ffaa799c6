import { diagnoseTimestamp } from "@keyferry/signature";
import { describe, expect, it } from "vitest";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const minute = 60_000;
const at = (milliseconds: number) => new Date(now + milliseconds).toISOString();

describe("a timestamp far from the server's", () => {
  it.each([
    [8 * 60, "+08:00"],
    [-5 * 60, "-05:00"],
    [5 * 60 + 30, "+05:30"],
    [5 * 60 + 45 + 2, "+05:45"],
    [14 * 60, "+14:00"],
    [-12 * 60, "-12:00"],
    [22, null],
    [15 * 60, null],
    [24 * 60, null],
    [-100 * 24 * 60, null],
  ])("%i minutes ahead seems to be the local time of %s", (minutes, zone) => {
    expect(diagnoseTimestamp(at(minutes * minute), now)).toEqual({
      fault: "clock",
      ahead: minutes * minute,
      zone,
    });
  });
});

describe("a timestamp of another form", () => {
  it.each([
    ["1767323045", "seconds since the epoch"],
    ["1767323045000", "milliseconds since the epoch"],
    ["2026-01-02T03:04:05+08:00", "offset in place of Z"],
    ["2026-01-02T03:04:05 08:00", "offset in place of Z"],
    ["2026-01-02T03:04:05+0800", "offset in place of Z"],
    ["2026-01-02T03:04:05", "no Z"],
    ["2026-01-02 03:04:05", "blank in place of T"],
    ["2026-01-02T03:04:05.123456Z", "fractions of another length"],
    ["Fri, 02 Jan 2026 03:04:05 GMT", "HTTP date"],
    ["20260102T030405Z", "compact date"],
    ["2026-02-30T03:04:05Z", "no such date"],
    ["yesterday", null],
    ["", null],
  ])("%j seems to be: %s", (timestamp, looksLike) => {
    expect(diagnoseTimestamp(timestamp, now)).toEqual({ fault: "format", looksLike });
  });
});
