import { printable } from "../../masking/printable.ts";

/** A piece of HTML, in which every text is a text. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | readonly Markup[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Makes HTML of a template. What is put in is text, and stays text: only what was made in this way is taken for HTML. Texts go
 * between tags and into quoted attributes.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const written = parts.map((part, index) => rendered(part) + (template[index + 1] ?? ""));
  return { html: (template[0] ?? "") + written.join("") };
}

/** Nothing. */
export const nothing: Markup = { html: "" };

function rendered(part: Part): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "string") {
    return printable(part).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");
  }
  return "html" in part ? part.html : part.map((one) => one.html).join("");
}
