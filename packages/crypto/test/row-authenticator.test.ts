import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { createRowAuthenticator, type Field } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFields } from "../src/sealing/field-encoding.ts";

const rootKey = new Uint8Array(randomBytes(32));
const rows = createRowAuthenticator(rootKey);
const row: readonly Field[] = [1, "1000000000000000", "cn-hangzhou", null, Uint8Array.of(1, 2, 3)];

const subKeyOf = (key: Uint8Array | ArrayBuffer, purpose: string) =>
  hkdfSync("sha256", new Uint8Array(key), new Uint8Array(0), `keyferry/1/${purpose}`, 32);

describe("an authenticator of rows", () => {
  it("makes HMAC-SHA-256 over the values, under a sub-key of the kind", () => {
    for (const kind of ["keys", "users"]) {
      const subKey = subKeyOf(subKeyOf(rootKey, "rows"), `row/${kind}`);
      const expected = createHmac("sha256", new Uint8Array(subKey)).update(encodeFields(row)).digest();
      expect(Buffer.from(rows.mac(kind, row))).toEqual(expected);
      // Again, since what was begun for the kind is used again.
      expect(Buffer.from(rows.mac(kind, row))).toEqual(expected);
    }
  });

  it("takes its own codes, for whatever row", () => {
    const field = fc.oneof(fc.string(), fc.integer(), fc.uint8Array(), fc.constant(null));
    fc.assert(
      fc.property(fc.string(), fc.array(field), (kind, fields) => {
        expect(rows.verify(kind, fields, rows.mac(kind, fields))).toBe(true);
      }),
    );
  });

  it("takes no code of another row, kind or root key, and none that was altered or cut short", () => {
    const code = rows.mac("keys", row);
    for (const index of row.keys()) {
      expect(rows.verify("keys", row.with(index, "another"), code)).toBe(false);
      expect(rows.verify("keys", row.toSpliced(index, 1), code)).toBe(false);
    }
    expect(rows.verify("keys", [...row, null], code)).toBe(false);
    expect(rows.verify("aliases", row, code)).toBe(false);
    expect(createRowAuthenticator(new Uint8Array(randomBytes(32))).verify("keys", row, code)).toBe(false);
    for (const length of [0, 16, 31]) expect(rows.verify("keys", row, code.subarray(0, length))).toBe(false);
    expect(rows.verify("keys", row, Uint8Array.of(...code, 0))).toBe(false);
    for (const index of code.keys()) {
      expect(rows.verify("keys", row, code.with(index, (code[index] ?? 0) ^ 1))).toBe(false);
    }
  });

  it("keeps nothing of the root key, which the caller wipes", () => {
    const mine = Buffer.from(rootKey);
    const own = createRowAuthenticator(mine);
    mine.fill(0);
    expect(own.verify("keys", row, rows.mac("keys", row))).toBe(true);
    expect(own.mac("users", row)).toEqual(rows.mac("users", row));
  });

  it("wants a root key of 32 bytes", () => {
    expect(() => createRowAuthenticator(new Uint8Array(31))).toThrow(RangeError);
  });
});
