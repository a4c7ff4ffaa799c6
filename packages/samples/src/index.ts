export type { SampleCall } from "./call.ts";
export { sampleLanguages, sampleOf, type SampleLanguage, type SampleLanguageId } from "./languages.ts";
