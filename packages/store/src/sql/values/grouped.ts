/** Items by what they have in common, in the order in which each group and each of its items came first. */
export function grouped<T, K>(
  items: readonly T[],
  inCommon: (item: T) => K,
): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const name = inCommon(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
