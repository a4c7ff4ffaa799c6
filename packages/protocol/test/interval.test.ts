import { encodeRequest, parseRequest, updateRotationPolicy } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { refusalOf } from "./refusal.ts";

const day = 86_400;
const request = (RotationInterval: string) =>
  new Map(Object.entries({ KeyId: "alias/a", EnableAutomaticRotation: "true", RotationInterval }));

describe("an interval", () => {
  it.each([
    ["7d", 7 * day],
    ["365d", 365 * day],
    ["168h", 7 * day],
    ["10080m", 7 * day],
    ["605800s", 605_800],
    ["605800", 605_800],
    ["730d", 730 * day],
    ["1d", day],
    ["9999999999d", 9_999_999_999 * day],
  ])("%s is so many seconds", (text, seconds) => {
    expect(parseRequest(updateRotationPolicy, request(text)).RotationInterval).toBe(seconds);
    const typed = { KeyId: "alias/a", EnableAutomaticRotation: true, RotationInterval: seconds };
    expect(encodeRequest(updateRotationPolicy, typed).get("RotationInterval")).toBe(`${String(seconds)}s`);
  });

  it.each(["0d", "-7d", "7D", "7 d", "07d", "1.5d", "365d\n", "1e6s", "d", "7w", "99999999999999999999d"])(
    "%j is none",
    (text) => {
      expect(refusalOf(() => parseRequest(updateRotationPolicy, request(text))).message).toContain(
        "RotationInterval",
      );
    },
  );
});
