import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import {
  quoteGo,
  quoteHcl,
  quoteJava,
  quotePhp,
  quotePython,
  quoteScript,
  quoteShell,
} from "../src/quoting.ts";
import { parsers } from "./parsers/languages.ts";
import { hostileTexts } from "./hostile-texts.ts";

const quotes = {
  typescript: quoteScript,
  python: quotePython,
  go: quoteGo,
  java: quoteJava,
  php: quotePhp,
  shell: quoteShell,
  hcl: quoteHcl,
};

describe.each(Object.entries(quotes))("a text of %s", (syntax, quote) => {
  const { needs, read, around } = parsers[syntax as keyof typeof quotes];

  it.skipIf(needs !== undefined && isLeftOut(needs))(
    "is read as it was written, whatever it holds",
    async () => {
      const drawn = fc.sample(
        fc.array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" }))),
        {
          numRuns: 200,
        },
      );
      const texts = [...hostileTexts, ...drawn.map((parts) => parts.join(""))]
        .map((text) => (syntax === "hcl" ? text.normalize("NFC") : text))
        .filter((text) => !text.includes("\0"));
      const programs = await read(texts.map((text) => around(quote(text))));
      const found = programs.map((program) => ("error" in program ? program.error : program.texts));
      expect(found.map((each, index) => each.includes(texts[index] ?? "") || [texts[index], each])).toEqual(
        texts.map(() => true),
      );
    },
  );

  it("shows no character that nobody sees", () => {
    for (const hidden of [
      "\u202e",
      "\u2066",
      "\u2028",
      "\u200b",
      "\u001b",
      "\u007f",
      "\u0085",
      "\ufeff",
      "\u3164",
    ]) {
      expect(quote(`a${hidden}b`)).not.toContain(hidden);
    }
  });
});
