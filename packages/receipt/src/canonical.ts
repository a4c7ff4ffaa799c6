/** What canonical JSON is made of here: whole numbers, no fractions. */
export type CanonicalValue = string | number | { readonly [name: string]: CanonicalValue };

/**
 * The one JSON text of a value (JSON Canonicalization Scheme, RFC 8785): members sorted by the UTF-16 units of their names, no
 * white space.
 */
export function canonicalJson(value: CanonicalValue): string {
  return typeof value === "object" ? canonicalObject(Object.entries(value)) : JSON.stringify(value);
}

/** The one JSON text of an object with these members, none of them twice. */
export function canonicalObject(
  members: readonly (readonly [name: string, value: CanonicalValue])[],
): string {
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value)}`).join(",")}}`;
}
