import { signal } from "@preact/signals";
import { sampleLanguages, type SampleLanguageId } from "@keyferry/samples";
import { keep, kept } from "../parts/kept.ts";

const place = "sample-language";
const [first] = sampleLanguages;

/** The language that samples are shown in, as it was left the last time. It is no secret. */
export const chosenLanguage = signal<SampleLanguageId | undefined>(
  sampleLanguages.find(({ id }) => id === kept(place))?.id ?? first?.id,
);

/** Chooses a language, now and for the next time. */
export function chooseLanguage(key: string): void {
  chosenLanguage.value = sampleLanguages.find(({ id }) => id === key)?.id ?? chosenLanguage.value;
  keep(place, chosenLanguage.value ?? "");
}
