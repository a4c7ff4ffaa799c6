import { createVpcRanges } from "@keyferry/gateway";
import { describe, expect, it } from "vitest";

describe("the ranges of VPCs", () => {
  const vpcOf = createVpcRanges([
    { vpc: "vpc-narrow", range: "10.1.0.0/16" },
    { vpc: "vpc-wide", range: "10.0.0.0/8" },
    { vpc: "vpc-one", range: "192.0.2.7" },
    { vpc: "vpc-six", range: "2001:db8::/32" },
  ]);

  it.each([
    ["10.1.2.3", "vpc-narrow"],
    ["10.2.0.0", "vpc-wide"],
    ["192.0.2.7", "vpc-one"],
    ["::ffff:192.0.2.7", "vpc-one"],
    ["2001:db8:1::1", "vpc-six"],
  ])("hold %s in %s", (address, vpc) => {
    expect(vpcOf(address)).toBe(vpc);
  });

  it.each(["11.0.0.1", "192.0.2.8", "2001:db9::1", "", "example.com", "10.1.2.3.4"])(
    "hold %j nowhere",
    (address) => {
      expect(vpcOf(address)).toBeNull();
    },
  );

  it("are refused when one is none", () => {
    expect(() => createVpcRanges([{ vpc: "vpc-a", range: "10.0.0.0/33" }])).toThrow("10.0.0.0/33, of vpc-a");
  });
});
