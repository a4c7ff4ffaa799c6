import fc from "fast-check";
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { describe, expect, it } from "vitest";
import { parseAddress, parseAddressRange } from "@keyferry/access";

function holds(range: string, address: string): boolean {
  const [block, bytes] = [parseAddressRange(range), parseAddress(address)];
  if (block === undefined || bytes === undefined) throw new Error("not read");
  return block.holds(bytes);
}

describe("an address", () => {
  it.each([
    ["0.0.0.0", "00000000"],
    ["192.0.2.255", "c00002ff"],
    ["::", "00".repeat(16)],
    ["::1", `${"00".repeat(15)}01`],
    ["1::", `0001${"00".repeat(14)}`],
    ["2001:db8::8a2E:0370:7334", "20010db80000000000008a2e03707334"],
    ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
    ["1:2:3:4:5:6:7::", "00010002000300040005000600070000"],
    ["64:ff9b::192.0.2.1", "0064ff9b0000000000000000c0000201"],
    ["1:2:3:4:5:6:192.0.2.1", "000100020003000400050006c0000201"],
    ["::ffff:192.0.2.1", "c0000201"],
    ["::FFFF:c000:201", "c0000201"],
    ["::192.0.2.1", `${"00".repeat(12)}c0000201`],
  ])("%s is read", (text, hex) => {
    expect(Buffer.from(parseAddress(text) ?? []).toString("hex")).toBe(hex);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4 ",
    "1..2.3",
    "0x1.2.3.4",
    "1.2.3.4/32",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4::5:6:7:8",
    "12345::",
    "g::",
    "fe80::1%eth0",
    "::1.2.3",
    "1.2.3.4::",
    "::1.2.3.4:5",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "localhost",
    `${"0".repeat(50)}::1`,
  ])("%j is not read", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("is read when Node's net module takes it for one, and only then", () => {
    const unit = fc.constantFrom(...Array.from("0123456789abcdefF:.:."));
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit, maxLength: 24 })), (text) => {
        expect(parseAddress(text) !== undefined).toBe(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("a block of addresses", () => {
  it.each([
    ["192.0.2.0/24", "192.0.2.0", true],
    ["192.0.2.0/24", "192.0.2.255", true],
    ["192.0.2.0/24", "192.0.3.0", false],
    ["192.0.2.77/24", "192.0.2.1", true],
    ["192.0.2.0/25", "192.0.2.127", true],
    ["192.0.2.0/25", "192.0.2.128", false],
    ["192.0.2.1", "192.0.2.1", true],
    ["192.0.2.1", "192.0.2.2", false],
    ["192.0.2.1/32", "192.0.2.1", true],
    ["0.0.0.0/0", "255.1.2.3", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["::/0", "2001:db8::1", true],
    ["::/0", "192.0.2.1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/33", "2001:db8:ffff::1", false],
    ["2001:db8::1", "2001:0db8:0:0::1", true],
    ["192.0.2.0/24", "::ffff:192.0.2.9", true],
    ["::ffff:192.0.2.0/120", "192.0.2.9", true],
    ["::ffff:0:0/96", "10.0.0.1", true],
    ["::ffff:0:0/95", "10.0.0.1", false],
  ])("%s: %s is in it: %s", (range, address, expected) => {
    expect(holds(range, address)).toBe(expected);
  });

  it.each([
    "",
    "/8",
    "1.2.3.4/",
    "1.2.3.4/33",
    "1.2.3.4/08",
    "1.2.3.4/-1",
    "::/129",
    "1.2.3.4/8/8",
    "*",
    "1.2.3.*",
  ])("%j is not read", (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });

  it("holds what Node's BlockList holds", () => {
    const nearby = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.nat({ max: 0xffffffff }));
    fc.assert(
      fc.property(nearby, ([base, prefix, noise]) => {
        const flipped = noise & (prefix % 2 === 0 ? -1 >>> prefix : -1);
        const address = (parseAddress(base) ?? new Uint8Array(4))
          .map((byte, index) => byte ^ (flipped >>> (24 - 8 * index)))
          .join(".");
        const list = new BlockList();
        list.addSubnet(base, prefix, "ipv4");
        expect(holds(`${base}/${String(prefix)}`, address)).toBe(list.check(address));
      }),
      { numRuns: 3000 },
    );
  });
});
