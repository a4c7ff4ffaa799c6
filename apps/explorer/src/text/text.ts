import { computed, signal } from "@preact/signals";
import { accessKeyText as accessKeyEn } from "./en/access-key.ts";
import { frame as frameEn } from "./en/frame.ts";
import { operations as operationsEn } from "./en/operations.ts";
import { accessKeyText as accessKeyZh } from "./zh/access-key.ts";
import { frame as frameZh } from "./zh/frame.ts";
import { operations as operationsZh } from "./zh/operations.ts";

/** The languages of the page. */
export const languages = { en: "English", zh: "中文" } as const;

/** A language of the page. */
export type Language = keyof typeof languages;

const english = { frame: frameEn, accessKey: accessKeyEn, operations: operationsEn };
const chinese: typeof english = { frame: frameZh, accessKey: accessKeyZh, operations: operationsZh };
const texts: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** The language that the page speaks now. */
export const language = signal<Language>("en");

/** What is said around all views, in that language. A view that is loaded late has texts of its own: see {@link speaks}. */
export const text = computed(() => texts[language.value]);

/** The texts of a room in the language of the page; asked in a component, that is drawn anew when the language changes. */
export function speaks<T>(en: T, zh: T): T {
  return language.value === "zh" ? zh : en;
}
