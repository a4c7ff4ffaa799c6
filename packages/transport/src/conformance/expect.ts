import { TransportError, type TransportErrorReason } from "../errors.ts";

/** Fails unless the two are the same as JSON. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`${what}: expected ${shown(expected)}, found ${shown(actual)}`);
}

/** Fails unless it is so. */
export function expectThat(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(`expected ${what}`);
}

/** Fails unless the work is rejected; gives what it is rejected with. */
export async function expectRejection(work: Promise<unknown>): Promise<unknown> {
  let found: unknown;
  try {
    found = await work;
  } catch (error) {
    return error;
  }
  throw new Error(`expected an error, found ${shown(found)}`);
}

/** Fails unless the work is rejected with a {@link TransportError} of this reason; gives it. */
export async function expectReason(
  work: Promise<unknown>,
  reason: TransportErrorReason,
): Promise<TransportError> {
  const error = await expectRejection(work);
  if (!(error instanceof TransportError)) throw new Error("expected a TransportError", { cause: error });
  if (error.reason !== reason) {
    throw new Error(`expected the reason ${reason}, found ${error.reason}`, { cause: error });
  }
  return error;
}

/** Fails when the work takes longer; only so that a check cannot hang. */
export async function expectSoon<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`expected an end within ${String(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until something is so; {@link expectSoon} bounds it. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("expected a request to arrive within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return String(value);
  return text.length > 300 ? `${text.slice(0, 300)}... (${String(text.length)} characters)` : text;
}
