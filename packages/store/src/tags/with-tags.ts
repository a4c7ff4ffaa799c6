import type { TagRecord } from "./contract.ts";

/** What the tags of a resource become when it is given some: one that it has keeps its place, and gets the value. */
export function withTags(before: readonly TagRecord[], put: readonly TagRecord[]): readonly TagRecord[] {
  const values = new Map(before.map(({ key, value }) => [key, value]));
  for (const { key, value } of put) values.set(key, value);
  return Array.from(values, ([key, value]) => ({ key, value }));
}
