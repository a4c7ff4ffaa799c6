import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "../src/syntax/wildcard.ts";

/** Says the same by recursion over a table: slow and plain. */
function reference(pattern: string, subject: string): boolean {
  const known = new Map<string, boolean>();
  function matches(p: number, s: number): boolean {
    const place = `${String(p)},${String(s)}`;
    const answer = known.get(place) ?? fresh(p, s);
    known.set(place, answer);
    return answer;
  }
  function fresh(p: number, s: number): boolean {
    if (p === pattern.length) return s === subject.length;
    if (pattern[p] === "*") return matches(p + 1, s) || (s < subject.length && matches(p, s + 1));
    return s < subject.length && (pattern[p] === "?" || pattern[p] === subject[s]) && matches(p + 1, s + 1);
  }
  return matches(0, 0);
}

/** A subject that counts how often a character of it is looked at. */
function counted(text: string) {
  return {
    steps: 0,
    length: text.length,
    charCodeAt(index: number): number {
      this.steps += 1;
      return text.charCodeAt(index);
    },
  };
}

describe("a wildcard pattern", () => {
  it.each([
    ["*", ""],
    ["*", "kms:Encrypt"],
    ["**", "a"],
    ["kms:*", "kms:"],
    ["kms:*", "kms:Encrypt"],
    ["kms:*Data*", "kms:ExportDataKey"],
    ["kms:?ncrypt", "kms:Encrypt"],
    ["a*b*c", "a-b-b-c-c"],
    ["*ab", "aab"],
    ["a?*", "ab"],
    ["", ""],
    ["a.c", "a.c"],
    ["[a-z]+$", "[a-z]+$"],
  ])("%j covers %j", (pattern, subject) => {
    expect(matchesWildcard(pattern, subject)).toBe(true);
  });

  it.each([
    ["", "a"],
    ["?", ""],
    ["??", "a"],
    ["a?*", "a"],
    ["kms:Encrypt", "kms:encrypt"],
    ["kms:Encrypt", "kms:Encrypt2"],
    ["kms:Encrypt2", "kms:Encrypt"],
    ["*:key", "acs:kms:r:1:key/x"],
    ["a*b*c", "a-c-b"],
    ["a.c", "abc"],
    ["a*a", "a"],
  ])("%j does not cover %j", (pattern, subject) => {
    expect(matchesWildcard(pattern, subject)).toBe(false);
  });

  it("agrees with the reference on patterns over a small alphabet", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 12 });
    const subject = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 16 });
    fc.assert(
      fc.property(pattern, subject, (p, s) => {
        expect(matchesWildcard(p, s)).toBe(reference(p, s));
      }),
      { numRuns: 5000 },
    );
  });

  it("covers whatever it was made from", () => {
    const pieces = fc.array(fc.tuple(fc.constantFrom("*", "?", "="), fc.string({ maxLength: 5 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(pieces, (list) => {
        const subject = list.map(([, text]) => text).join("");
        const pattern = list
          .map(([kind, text]) => (kind === "*" ? "*" : kind === "?" ? "?".repeat(text.length) : text))
          .join("");
        expect(matchesWildcard(pattern, subject)).toBe(true);
      }),
    );
  });
});

describe("a hostile pattern", () => {
  const subject = "a".repeat(1000);

  it.each([
    ["many stars", "*a".repeat(500) + "b"],
    ["stars in a row", "*".repeat(1023) + "b"],
    ["a long piece that fails at its end", "*" + "a".repeat(500) + "b"],
    ["question marks between stars", "*?".repeat(500) + "b"],
    ["many long pieces", ("*" + "a".repeat(9)).repeat(100) + "b"],
  ])("costs at most pattern length times subject length: %s", (_, pattern) => {
    const watched = counted(subject);
    expect(matchesWildcard(pattern, watched)).toBe(false);
    expect(watched.steps).toBeLessThanOrEqual(pattern.length * subject.length);
  });

  it("costs one look at each character when its pieces are short, however many stars it has", () => {
    const watched = counted(subject);
    expect(matchesWildcard("*a".repeat(500) + "b", watched)).toBe(false);
    expect(watched.steps).toBeLessThanOrEqual(3 * subject.length);
  });
});
