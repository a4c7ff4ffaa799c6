const encoder = new TextEncoder();
/** A byte order mark at the beginning is a character of the text like any other. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 of a text that has no lone surrogate. The caller wipes it. */
export function utf8Of(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The text that UTF-8 stands for.
 *
 * @throws TypeError for what is not UTF-8, which nothing here encrypts
 */
export function textOf(utf8: Uint8Array): string {
  return decoder.decode(utf8);
}
