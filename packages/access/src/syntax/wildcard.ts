/** What a pattern is held against: any string. Kept to what the matcher reads. */
export type Characters = Pick<string, "length" | "charCodeAt">;

const star = 0x2a;
const questionMark = 0x3f;

/**
 * Whether a pattern covers the whole text: `*` stands for any number of characters, also none, `?` for exactly one,
 * everything else for itself. Characters are UTF-16 code units, compared with case.
 *
 * Needs no memory and at most text length times pattern length steps, whatever the pattern.
 */
export function matchesWildcard(pattern: string, text: Characters): boolean {
  let p = 0;
  let s = 0;
  let afterStar = -1;
  let starEnd = 0;
  while (s < text.length) {
    const wanted = p < pattern.length ? pattern.charCodeAt(p) : undefined;
    if (wanted === star) {
      p += 1;
      // A star at the end covers all the rest.
      if (p === pattern.length) return true;
      afterStar = p;
      starEnd = s;
    } else if (wanted !== undefined && (wanted === questionMark || wanted === text.charCodeAt(s))) {
      p += 1;
      s += 1;
    } else if (afterStar >= 0) {
      // Only the last star can be at fault: what stood before it matched as early as possible.
      starEnd += 1;
      s = starEnd;
      p = afterStar;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern.charCodeAt(p) === star) p += 1;
  return p === pattern.length;
}
