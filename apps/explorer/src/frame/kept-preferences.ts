import { effect, signal } from "@preact/signals";
import { language } from "../text/text.ts";

/** Light, dark, or as the system has it. */
export const themes = ["auto", "light", "dark"] as const;

/** A theme of the page. */
export type Theme = (typeof themes)[number];

/** The theme that was chosen. */
export const theme = signal<Theme>("auto");

/** Takes up language and theme as they were left, and keeps them from now on. Neither is a secret. */
export function recallPreferences(): void {
  const spoken = localStorage.getItem("language") ?? navigator.language;
  const seen = localStorage.getItem("theme");
  language.value = spoken.startsWith("zh") ? "zh" : "en";
  theme.value = themes.find((one) => one === seen) ?? "auto";
  effect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
    localStorage.setItem("language", language.value);
  });
  effect(() => {
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    localStorage.setItem("theme", theme.value);
  });
}
