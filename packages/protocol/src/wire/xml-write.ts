/** A value that can be written as XML: objects become elements, lists repeat their element. */
export type XmlValue =
  string | number | boolean | undefined | readonly XmlValue[] | { readonly [element: string]: XmlValue };

// XML 1.0, production 2 (Char): everything else can not stand in a document, not even escaped.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const special = /[&<>"'\r]/g;
const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // A bare carriage return is read back as a line feed.
  "\r": "&#13;",
};

/** Whether XML 1.0 can hold a text as it is. */
export function isXmlText(text: string): boolean {
  return text.search(forbidden) < 0;
}

/** Writes an XML 1.0 document. A character that XML cannot hold becomes U+FFFD. Element names are the caller's own. */
export function writeXml(root: string, value: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${element(root, value)}`;
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<XmlValue, undefined | readonly XmlValue[]>): string {
  if (typeof value !== "object") return escape(String(value));
  return Object.entries(value)
    .map(([name, inner]) => element(name, inner))
    .join("");
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escape(text: string): string {
  return text
    .replaceAll(forbidden, "\ufffd")
    .replaceAll(special, (character) => escapes[character] ?? character);
}
