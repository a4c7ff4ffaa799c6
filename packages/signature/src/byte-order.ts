const surrogateOrAbove = /[\uD800-\uFFFF]/;

/** The names sorted by their UTF-8 bytes, in a new array. */
export function sortByBytes(names: Iterable<string>): string[] {
  const sorted = [...names];
  // UTF-16 and UTF-8 order differ only where surrogates meet U+E000..U+FFFF; the built-in order does otherwise.
  return sorted.some((name) => surrogateOrAbove.test(name)) ? sorted.sort(byCodePoint) : sorted.sort();
}

// UTF-8 was made so that byte order is code point order.
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference !== 0) return rankOf(a.charCodeAt(index)) - rankOf(b.charCodeAt(index));
  }
  return a.length - b.length;
}

/** A surrogate stands for a code point above all that need none. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}
