import { effect, signal } from "@preact/signals";
import { keep, kept } from "../parts/kept.ts";
import { language } from "../text/text.ts";

/** Light, dark, or as the system has it. */
export const themes = ["auto", "light", "dark"] as const;

/** A theme of the page. */
export type Theme = (typeof themes)[number];

/** The theme that was chosen. */
export const theme = signal<Theme>("auto");

/** Takes up language and theme as they were left, and keeps them from now on. Neither is a secret. */
export function recallPreferences(): void {
  const spoken = kept("language") ?? navigator.language;
  const seen = kept("theme");
  language.value = spoken.startsWith("zh") ? "zh" : "en";
  theme.value = themes.find((one) => one === seen) ?? "auto";
  effect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
    keep("language", language.value);
  });
  effect(() => {
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    keep("theme", theme.value);
  });
}
