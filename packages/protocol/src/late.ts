/**
 * Gives an object properties that are made when they are first read, each by its own function. From then on they are plain
 * values.
 */
export function withLate<T extends object, L extends object>(
  object: T,
  makers: { readonly [Name in keyof L]: () => L[Name] },
): T & L {
  for (const [name, make] of Object.entries<() => unknown>(makers)) {
    const property = { configurable: true, enumerable: true };
    Object.defineProperty(object, name, {
      ...property,
      get() {
        const value = make();
        Object.defineProperty(object, name, { ...property, value });
        return value;
      },
    });
  }
  return object as T & L;
}
