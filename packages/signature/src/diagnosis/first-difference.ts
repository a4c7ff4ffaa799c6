/** UTF-16 index at which two texts first differ; null: they are equal. */
export function firstDifference(a: string, b: string): number | null {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return index;
  return a.length === b.length ? null : length;
}
