import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const text = readFileSync(new URL("docs/security.md", root), "utf8");

/** The list items of the chapter that promises something, each on one line, by their section. */
const promises = promisesOf(text);

describe("docs/security.md", () => {
  it("says what it promises in list items, and nothing between them", () => {
    expect(strayParagraphs(text)).toEqual([]);
  });

  it.each(promises)("$section: $claim", ({ evidence }) => {
    expect(evidence.length, "the promise names no test").toBeGreaterThan(0);
    for (const { file, titles } of evidence) {
      const source = readFileSync(new URL(`docs/${file}`, root), "utf8");
      expect(titles.length, `${file}: no title is named`).toBeGreaterThan(0);
      for (const title of titles) expect(source, `${file} has no test “${title}”`).toContain(title);
    }
  });

  it("would not let a promise pass that names no test, or one that is not there", () => {
    const [promise] = promisesOf("## What protects what\n\n### Keys\n\n- They are safe.\n");
    expect(promise).toMatchObject({ section: "Keys", claim: "They are safe.", evidence: [] });
    const [other] = promisesOf(
      '## What protects what\n\n### Keys\n\n- They are safe.\n  Held by [a](../a.test.ts): "one", "two"; [b](../b.ts): "three".\n',
    );
    expect(other?.evidence).toEqual([
      { file: "../a.test.ts", titles: ["one", "two"] },
      { file: "../b.ts", titles: ["three"] },
    ]);
    expect(strayParagraphs("## What protects what\n\nIntro.\n\n### Keys\n\nThey are safe.\n")).toEqual([
      "They are safe.",
    ]);
  });
});

interface Promise {
  readonly section: string;
  readonly claim: string;
  readonly evidence: readonly { readonly file: string; readonly titles: readonly string[] }[];
}

function promisesOf(document: string): readonly Promise[] {
  return sectionsOf(document).flatMap(({ section, blocks }) =>
    blocks.flatMap((block) =>
      block
        .split(/^- /m)
        .slice(1)
        .map((item) => readPromise(section, item)),
    ),
  );
}

function readPromise(section: string, item: string): Promise {
  const [claim = "", held = ""] = item.replace(/\s+/g, " ").trim().split(" Held by ");
  const evidence = [...held.matchAll(/\[[^\]]+\]\(([^)]+)\): ((?:"[^"]+"(?:, )?)+)/g)].map(
    ([, file = "", titles = ""]) => ({
      file,
      titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => title),
    }),
  );
  return { section, claim, evidence };
}

/** What stands in a section and is no list item. */
function strayParagraphs(document: string): readonly string[] {
  return sectionsOf(document).flatMap(({ blocks }) => blocks.filter((block) => !block.startsWith("- ")));
}

function sectionsOf(document: string) {
  const [, rest = ""] = `\n${document}`.split("\n## What protects what\n");
  const [chapter = ""] = rest.split("\n## ");
  return chapter
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [section = "", ...blocks] = part.trim().split(/\n\n+/);
      return { section, blocks };
    });
}
