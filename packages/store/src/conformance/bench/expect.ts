import { StoreError } from "../../errors.ts";
import type { StoreErrorReason } from "../../errors.ts";

/** Fails unless the two are the same, however deep; bytes are the same when all of them are. */
export function expectSame(actual: unknown, expected: unknown): void {
  const [found, wanted] = [describe(actual), describe(expected)];
  if (found !== wanted) {
    throw new Error(`expected ${wanted}, found ${found}`);
  }
}

/** Fails unless the work is rejected with a {@link StoreError}, and of this reason if one is given. */
export async function expectStoreError(work: Promise<unknown>, reason?: StoreErrorReason): Promise<void> {
  let answer: unknown;
  try {
    answer = await work;
  } catch (error) {
    if (!(error instanceof StoreError)) {
      throw new Error("expected a StoreError", { cause: error });
    }
    if (reason !== undefined && error.reason !== reason) {
      throw new Error(`expected the reason ${reason}, found ${error.reason}`, { cause: error });
    }
    return;
  }
  throw new Error(`expected a StoreError, found the answer ${describe(answer)}`);
}

/** Equal descriptions are equal values: the order of properties does not count, and an absent one is no undefined one. */
function describe(value: unknown): string {
  if (value instanceof Uint8Array) {
    return `bytes(${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")})`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(describe).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const properties = Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, property]) => `${name}: ${describe(property)}`);
    return `{ ${properties.join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
