import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIni } from "../../src/node/ini.ts";

const read = (text: string) =>
  Object.fromEntries(
    Array.from(parseIni(text) ?? [], ([name, section]) => [name, Object.fromEntries(section)]),
  );

describe("parseIni", () => {
  it.each<[string, unknown]>([
    ["", {}],
    ["[a]", { a: {} }],
    ["[a]\nx=1\r\ny = 2 ", { a: { x: "1", y: "2" } }],
    ["\ufeff[a]\nx=1", { a: { x: "1" } }],
    ["# c\n; c\n[a] # c\nx=1 ; c\ny=#c", { a: { x: "1", y: "" } }],
    ["[a]\nx=a#b;c==", { a: { x: "a#b;c==" } }],
    ['[a]\nx=" 1 # " ; c\ny=\' 2 \'\nz="3', { a: { x: " 1 # ", y: " 2 ", z: '"3' } }],
    ["[ a b ]\nx=", { "a b": { x: "" } }],
    ["[a]\nx=1\n[b]\n[a]\nx=2\ny=3", { a: { x: "2", y: "3" }, b: {} }],
    ["[__proto__]\n__proto__=1", JSON.parse('{"__proto__":{"__proto__":"1"}}')],
  ])("reads %j", (text, expected) => {
    expect(JSON.stringify(read(text))).toBe(JSON.stringify(expected));
  });

  it.each(["x=1", "[a", "[a]\nx", "[a]\n=1", "[]", "[a]b", "{}"])("reads nothing in %j", (text) => {
    expect(parseIni(text)).toBeUndefined();
  });

  it("reads any name and value that it may hold", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._+/-]+$/);
    const section = fc.dictionary(word, word, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.dictionary(word, section, { noNullPrototype: true }), (sections) => {
        const lines = Object.entries(sections).flatMap(([name, values]) => [
          `[${name}]`,
          ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
        ]);
        expect(read(lines.join("\n"))).toEqual(sections);
      }),
    );
  });

  it("ends for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        parseIni(text);
      }),
    );
  });
});
