import { language, languages, text, type Language } from "../text/text.ts";
import { theme, themes, type Theme } from "./kept-preferences.ts";

/** Choice of language and theme: in the bar, and on the phone in the drawer. */
export function Preferences() {
  const { frame } = text.value;
  return (
    <div class="preferences">
      <select
        class="input"
        aria-label={frame.language}
        value={language.value}
        onChange={({ currentTarget }) => {
          language.value = currentTarget.value as Language;
        }}
      >
        {Object.entries(languages).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={frame.theme}
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = currentTarget.value as Theme;
        }}
      >
        {themes.map((key) => (
          <option key={key} value={key}>
            {frame.themes[key]}
          </option>
        ))}
      </select>
    </div>
  );
}
