import { everyOperation, operationGroups } from "@keyferry/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { fields as english } from "../src/text/en/fields.ts";
import { operations as groupsEn } from "../src/text/en/operations.ts";
import { helpOf } from "../src/text/field-help.ts";
import { summaryOf } from "../src/text/summary.ts";
import { language, type Language } from "../src/text/text.ts";
import { fields as chinese } from "../src/text/zh/fields.ts";
import { operations as groupsZh } from "../src/text/zh/operations.ts";
import { summaries } from "../src/text/zh/summaries.ts";

const all = Object.values(everyOperation);
const asked = all.flatMap((operation) => operation.fields.map((field) => ({ operation, field })));
const names = new Set(asked.map(({ field }) => field.name));
const qualified = new Set(asked.map(({ operation, field }) => `${operation.name}.${field.name}`));
const han = /\p{Script=Han}/u;
/** Where Chinese and Latin letters or digits touch, which readers of Chinese find hard to read. */
const touching = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u;

function inLanguage<T>(chosen: Language, say: () => T): T {
  language.value = chosen;
  return say();
}

describe("the help of operations and fields", () => {
  afterEach(() => {
    language.value = "en";
  });

  it("says in both languages what each field of each request is for", () => {
    for (const { operation, field } of asked) {
      const where = `${operation.name}.${field.name}`;
      expect(
        inLanguage("en", () => helpOf(operation, field)),
        where,
      ).toMatch(/^[A-Z].{8,}\.$/s);
      expect(
        inLanguage("zh", () => helpOf(operation, field)),
        where,
      ).toMatch(/\p{Script=Han}.*。$/su);
      const meaning = english[where] ?? english[field.name];
      expect(meaning, where).toMatch(/[^.]$/);
    }
    for (const name of names) expect([english[name], chinese[name]], name).not.toContain(undefined);
  });

  it("says the numbers of the registry in Chinese, too", () => {
    const numbersIn = (text: string): readonly string[] => text.match(/(?<![A-Za-z\d])\d+/g) ?? [];
    const missing = asked.flatMap(({ operation, field }) => {
      const said = numbersIn(inLanguage("zh", () => helpOf(operation, field)));
      const meant = numbersIn(field.parts ? "" : (field.hint ?? "")).filter(
        (number) => !said.includes(number),
      );
      return meant.map((number) => `${operation.name}.${field.name}: ${number}`);
    });
    expect(missing).toEqual([]);
  });

  it("says in both languages what each operation does, and what its group is", () => {
    for (const operation of all) {
      expect(inLanguage("en", () => summaryOf(operation))).toBe(operation.summary);
      expect(
        inLanguage("zh", () => summaryOf(operation)),
        operation.name,
      ).toMatch(han);
    }
    for (const texts of [groupsEn, groupsZh]) {
      expect(Object.keys(texts.groups).sort()).toEqual(Object.keys(operationGroups).sort());
    }
  });

  it("speaks of nothing that is not there", () => {
    expect(Object.keys(summaries).filter((name) => !Object.hasOwn(everyOperation, name))).toEqual([]);
    for (const texts of [english, chinese]) {
      expect(Object.keys(texts).filter((name) => !names.has(name) && !qualified.has(name))).toEqual([]);
    }
  });

  it("has a space between Chinese and Latin", () => {
    const texts = [...Object.values(chinese), ...Object.values(summaries)];
    expect(texts.filter((text) => touching.test(text))).toEqual([]);
  });
});
