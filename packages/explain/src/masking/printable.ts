/** What could steer a terminal, or turn the direction of text. */
const unprintable = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The text with nothing in it but printable characters and line feeds. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, "\ufffd");
}
