import type { Operation } from "@keyferry/protocol";
import { language } from "./text.ts";
import { summaries } from "./zh/summaries.ts";

/** What an operation does, in the language of the page, without a full stop. */
export function summaryOf({ name, summary }: Pick<Operation, "name" | "summary">): string {
  return language.value === "zh" ? (summaries[name] ?? summary) : summary;
}
