import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFields, type Field } from "../src/sealing/field-encoding.ts";

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "0", "1", "10", "null"),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 1, 10),
  fc.uint8Array({ maxLength: 8 }),
  fc.constant(null),
);
const fields = fc.array(field, { maxLength: 5 });

/** Reads the form back: what can be read back is the form of nothing else. */
function decode(form: Uint8Array): Field[] {
  const view = new DataView(form.buffer, form.byteOffset, form.length);
  const found: Field[] = [];
  for (let offset = 0; offset < form.length;) {
    const length = view.getUint32(offset + 1);
    const content = form.slice(offset + 5, offset + 5 + length);
    const value = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
    found.push([null, value, Number(value), content][form[offset] ?? 0] ?? null);
    offset += 5 + length;
  }
  return found;
}

describe("the form of a list of values", () => {
  it("can be read back, whatever the values", () => {
    fc.assert(
      fc.property(fields, (values) => {
        expect(decode(encodeFields(values))).toEqual(values);
      }),
    );
  });

  it("is another one for other values, other types and other borders", () => {
    const lists: readonly (readonly Field[])[] = [
      [],
      [null],
      [""],
      [0],
      ["0"],
      [new Uint8Array(0)],
      [Uint8Array.of(0x30)],
      ["ab", "c"],
      ["a", "bc"],
      ["abc"],
      ["abc", ""],
      ["abc", null],
      ["c", "ab"],
    ];
    const forms = lists.map((list) => Buffer.from(encodeFields(list)).toString("hex"));
    expect(new Set(forms).size).toBe(lists.length);
  });

  it("has the documented bytes", () => {
    expect(encodeFields(["é", null, 12, Uint8Array.of(9)])).toEqual(
      Uint8Array.of(1, 0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0x31, 0x32, 3, 0, 0, 0, 1, 9),
    );
  });
});
