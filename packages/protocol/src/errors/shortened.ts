/** Longer than any name that is worth being read. UTF-16 units. */
const longest = 128;

/** What a caller sent, as a message may repeat it: of a text longer than 128 characters its beginning, and `...`. */
export function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}...`;
}
