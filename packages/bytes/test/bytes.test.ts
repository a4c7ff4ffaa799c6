import {
  copyPublic,
  copySecret,
  equalBytes,
  joinPublic,
  joinSecret,
  publicBytes,
  publicBytesOf,
  publicUtf8,
  publicNumber,
  randomPublic,
  randomSecret,
  secretBytes,
  secretUtf8,
  wipe,
  wiping,
} from "@keyferry/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const kinds = [
  { kind: "secret", make: secretBytes, copy: copySecret, join: joinSecret, utf8: secretUtf8 },
  { kind: "public", make: publicBytes, copy: copyPublic, join: joinPublic, utf8: publicUtf8 },
];

describe.each(kinds)("$kind bytes", ({ make, copy, join, utf8 }) => {
  it("begin as zeros", () => {
    expect(make(3)).toEqual(new Uint8Array(3));
    expect(make(0)).toHaveLength(0);
  });

  it("are copied into memory of their own, a Buffer's too", () => {
    const original = Buffer.from([1, 2, 3]);
    const copied = copy(original.subarray(1));
    original.fill(0);
    expect(copied).toEqual(new Uint8Array([2, 3]));
  });

  it("are joined in order", () => {
    expect(join(Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(join()).toHaveLength(0);
  });

  it("of a text are its UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(Buffer.from(utf8(text)).toString("utf8")).toBe(text);
        expect(utf8(text)).toEqual(new Uint8Array(Buffer.from(text)));
      }),
    );
    expect(utf8("\ud800")).toEqual(Uint8Array.of(0xef, 0xbf, 0xbd));
  });
});

describe("public bytes", () => {
  it("hold the values that they are made of", () => {
    expect(publicBytesOf(4, 255)).toEqual(Uint8Array.of(4, 255));
  });

  it("of a number are big-endian, with zeros before it", () => {
    expect(publicNumber(0x0102ffn, 4)).toEqual(Uint8Array.of(0, 1, 2, 255));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (number) => {
        const hex = Buffer.from(publicNumber(number, 32)).toString("hex");
        expect(hex).toBe(number.toString(16).padStart(64, "0"));
      }),
    );
  });
});

describe.each([
  ["secret", randomSecret],
  ["public", randomPublic],
])("random bytes, %s", (_kind, random) => {
  it("have their length, beyond what the platform gives at once too", () => {
    const bytes = random(200_000);
    expect(bytes).toHaveLength(200_000);
    for (const from of [0, 65_536, 131_072, 199_968]) {
      expect(bytes.subarray(from, from + 32)).not.toEqual(new Uint8Array(32));
    }
  });
});

describe("equalBytes", () => {
  it("is true for the same bytes only", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });
});

describe("a lent secret", () => {
  const secret = () => Uint8Array.of(1, 2, 3);
  const wiped = new Uint8Array(3);

  it("is wiped when the work has ended, and not before", async () => {
    const lent = secret();
    expect(wiping(lent, (bytes) => bytes.length + (bytes[0] ?? 0))).toBe(4);
    expect(lent).toEqual(wiped);

    const later = secret();
    const answer = wiping(later, async (bytes) => {
      await Promise.resolve();
      return bytes[2];
    });
    expect(later).toEqual(secret());
    expect(await answer).toBe(3);
    expect(later).toEqual(wiped);
  });

  it("is wiped when the work fails", async () => {
    const lent = secret();
    expect(() =>
      wiping(lent, () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(lent).toEqual(wiped);

    const later = secret();
    await expect(wiping(later, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(later).toEqual(wiped);
  });

  it("is wiped with others", () => {
    const [a, b] = [secret(), secret()];
    wipe(a, b);
    expect([a, b]).toEqual([wiped, wiped]);
  });
});
