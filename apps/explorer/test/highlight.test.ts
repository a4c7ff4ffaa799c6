import { listKeys } from "@keyferry/protocol";
import { sampleLanguages, sampleOf } from "@keyferry/samples";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highlight } from "../src/samples/highlight.ts";

const syntaxes = [...new Set(sampleLanguages.map(({ syntax }) => syntax))];
const call = {
  operation: listKeys,
  parameters: { Filters: '// no comment, "no end', PageSize: "20" },
  endpoint: "http://127.0.0.1:7788",
  region: "cn-hangzhou",
  gateway: "public",
} as const;

describe("highlighting", () => {
  it.each(syntaxes)("of %s loses nothing and adds nothing, whatever it is given", (syntax) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('"', "'", "\\", "//", "#", "\n"), fc.string())),
        (parts) => {
          const code = parts.join("");
          expect(
            highlight(code, syntax)
              .map((piece) => piece.code)
              .join(""),
          ).toBe(code);
        },
      ),
    );
  });

  it.each(syntaxes)("of %s takes time by the length alone", (syntax) => {
    const begun = performance.now();
    for (const part of ['"', "'", "\\", '"\\', " ", "const ", "/", "#"]) {
      highlight(part.repeat(100_000), syntax);
    }
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it.each(sampleLanguages)("of a sample in $label tells its texts from its comments", ({ id, syntax }) => {
    const pieces = highlight(sampleOf(id, call) ?? "", syntax);
    const kinds = (kind: string) => pieces.filter((piece) => piece.kind === kind).map(({ code }) => code);
    expect(kinds("comment").length).toBeGreaterThan(0);
    for (const comment of kinds("comment")) expect(comment).toMatch(/^\s*(?:#|\/\/)[^\n]*$/);
    expect(kinds("text").some((text) => text.includes("// no comment"))).toBe(true);
  });
});
