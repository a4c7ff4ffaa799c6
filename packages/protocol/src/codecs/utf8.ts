/** Half of a surrogate pair without the other: no character, and nothing that UTF-8 can hold. */
export const loneSurrogate = /\p{Cs}/u;

/** How many bytes a text has in UTF-8 (RFC 3629). Nothing is encoded for it, so that no copy of a secret stays behind. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // A character beyond the first 65,536 has 4 bytes, and is 2 units.
    const isSurrogate = (unit & 0xf800) === 0xd800;
    length += unit < 0x80 ? 1 : unit < 0x800 || isSurrogate ? 2 : 3;
  }
  return length;
}
