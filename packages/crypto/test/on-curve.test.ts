import { ecCurves } from "@keyferry/algorithms";
import { encodeObjectIdentifier, isOnCurve } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

describe.each(Object.entries(ecCurves))("the curve of %s", (_spec, curve) => {
  it("has its base point, and that point's opposite", () => {
    expect(isOnCurve(curve, curve.gx, curve.gy)).toBe(true);
    expect(isOnCurve(curve, curve.gx, curve.p - curve.gy)).toBe(true);
  });

  it("has no point beside it", () => {
    expect(isOnCurve(curve, curve.gx, curve.gy + 1n)).toBe(false);
    expect(isOnCurve(curve, curve.gx + 1n, curve.gy)).toBe(false);
  });
});

describe("an object identifier", () => {
  it.each([
    ["1.2.840.10045.3.1.7", "2a8648ce3d030107"],
    ["1.3.132.0.10", "2b8104000a"],
    ["1.2.156.10197.1.301", "2a811ccf5501822d"],
    ["1.2.840.113549.1.1.1", "2a864886f70d010101"],
  ])("%s is written as %s in DER", (dotted, hex) => {
    expect(Buffer.from(encodeObjectIdentifier(dotted)).toString("hex")).toBe(hex);
  });
});
