/**
 * The value of a header as signatures see it: without the blanks around it, which are no part of it (RFC 9110 5.5). Space
 * and tab only: what is taken away here must not tell two values apart anywhere else.
 *
 * @returns undefined when the header is absent
 */
export function headerValue(headers: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = headers.get(name);
  if (value === undefined) return undefined;
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value[start])) start++;
  while (end > start && isBlank(value[end - 1])) end--;
  return value.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
