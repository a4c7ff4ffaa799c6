import { createHash } from "node:crypto";
import { bindingOf, canonicalContext, type EncryptionContext } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const text = (context: EncryptionContext) => new TextDecoder().decode(canonicalContext(context));
const contexts = fc.uniqueArray(fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })), {
  selector: ([key]) => key,
  maxLength: 5,
});

describe("the canonical context", () => {
  it("is a JSON list of the pairs, sorted by key", () => {
    expect(
      text([
        ["b", "2"],
        ["a", "1"],
      ]),
    ).toBe('[["a","1"],["b","2"]]');
  });

  it("sorts by UTF-8 bytes, where UTF-16 has another order", () => {
    expect(
      text([
        ["\u{1f600}", ""],
        ["\uff5e", ""],
      ]),
    ).toBe('[["\uff5e",""],["\u{1f600}",""]]');
  });

  it("leaves integer-like keys and __proto__ in their place", () => {
    expect(
      text([
        ["__proto__", "x"],
        ["10", "a"],
        ["9", "b"],
      ]),
    ).toBe('[["10","a"],["9","b"],["__proto__","x"]]');
  });

  it("puts a key before every longer key that begins with it", () => {
    expect(
      text([
        ["aa", ""],
        ["a", ""],
        ["", ""],
      ]),
    ).toBe('[["",""],["a",""],["aa",""]]');
  });

  it("is the same for every order of the pairs, and for no other pairs", () => {
    fc.assert(
      fc.property(contexts, contexts, (one, other) => {
        expect(canonicalContext([...one].reverse())).toEqual(canonicalContext(one));
        const samePairs = JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
        expect(text(one) === text(other)).toBe(samePairs);
      }),
    );
  });

  it("does not confuse what joining with = and & would", () => {
    expect(text([["a", "b&c=d"]])).not.toBe(
      text([
        ["a", "b"],
        ["c", "d"],
      ]),
    );
  });
});

describe("the binding", () => {
  it("is version id, flag and hash of the context: 69 bytes", () => {
    const hash = createHash("sha256").update('[["a","1"]]').digest();
    expect(bindingOf(versionId, [["a", "1"]])).toEqual(
      new Uint8Array(Buffer.concat([Buffer.from(versionId), Buffer.of(1), hash])),
    );
  });

  it("counts an empty context as none", () => {
    const hash = createHash("sha256").digest();
    const none = new Uint8Array(Buffer.concat([Buffer.from(versionId), Buffer.of(0), hash]));
    expect(bindingOf(versionId)).toEqual(none);
    expect(bindingOf(versionId, [])).toEqual(none);
  });
});
