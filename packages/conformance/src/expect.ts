/** The longest description in a message, in characters. */
const maxShown = 600;

/** @throws Error unless `condition` holds */
export function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`expected ${what}`);
}

/**
 * @param what is compared, where that is not plain from the values
 * @throws Error unless the two are the same, however deep; bytes are the same when all of them are
 */
export function expectSame(actual: unknown, expected: unknown, what?: string): void {
  const [found, wanted] = [describe(actual), describe(expected)];
  if (found === wanted) return;
  const of = what === undefined ? "" : `${what} to be `;
  throw new Error(`expected ${of}${shown(wanted)}, found ${shown(found)}`);
}

/**
 * What `work` fails with, at once or by a rejected promise.
 *
 * @throws Error when it does not fail
 */
export async function failureOf(what: string, work: () => unknown): Promise<unknown> {
  let found: unknown;
  try {
    found = await work();
  } catch (error) {
    return error;
  }
  throw new Error(`expected ${what} to fail, found ${shown(describe(found))}`);
}

/**
 * What `work` fails with.
 *
 * @param kind the class of the failure
 * @param reasons any of these; every reason when absent
 * @throws Error when it does not fail so
 */
export async function expectFailure<E extends Error & { readonly reason: string }>(
  kind: abstract new (...parameters: never) => E,
  reasons: E["reason"] | readonly E["reason"][] | undefined,
  what: string,
  work: () => unknown,
): Promise<E> {
  const cause = await failureOf(what, work);
  const allowed: readonly string[] | undefined = reasons && [reasons].flat();
  if (cause instanceof kind && allowed?.includes(cause.reason) !== false) return cause;
  const expected = allowed === undefined ? "" : ` of the reason "${allowed.join('" or "')}"`;
  const found = cause instanceof kind ? `"${cause.reason}"` : "another failure";
  throw new Error(`expected ${what} to fail with a ${kind.name}${expected}, found ${found}`, { cause });
}

/** Equal descriptions are equal values: the order of properties does not count, and an absent one is no undefined one. */
function describe(value: unknown): string {
  if (value instanceof Uint8Array) {
    return `bytes(${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")})`;
  }
  if (Array.isArray(value)) return `[${value.map(describe).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const properties = Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, property]) => `${name}: ${describe(property)}`);
    return `{ ${properties.join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function shown(text: string): string {
  return text.length > maxShown ? `${text.slice(0, maxShown)}... (${String(text.length)} characters)` : text;
}
