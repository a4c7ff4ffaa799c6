import { bytesToHex, equalBytes } from "@noble/ciphers/utils.js";
import { CryptoError, type CryptoErrorReason } from "../../errors.ts";

/** One check of a conformance suite, for any test runner or none. */
export interface ConformanceCheck {
  /** What is promised; unique within its suite. */
  readonly name: string;
  /** Resolves where the promise is kept, rejects with an Error that says what was found instead. */
  run(): Promise<void>;
}

/** @throws Error unless `condition` holds */
export function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`expected ${what}`);
}

/** @throws Error unless both hold the same bytes */
export function expectBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  if (equalBytes(actual, expected)) return;
  throw new Error(`expected ${what} to be ${bytesToHex(expected)}, found ${bytesToHex(actual)}`);
}

/** @throws Error unless `work` fails with a CryptoError of (one of) `reason`, at once or by a rejected promise */
export async function expectRefusal(
  reason: CryptoErrorReason | readonly CryptoErrorReason[],
  what: string,
  work: () => unknown,
): Promise<void> {
  const reasons = [reason].flat();
  const expected = `expected ${what} to be refused as "${reasons.join('" or "')}"`;
  try {
    await work();
  } catch (cause) {
    if (cause instanceof CryptoError && reasons.includes(cause.reason)) return;
    throw new Error(`${expected}, found another failure`, { cause });
  }
  throw new Error(`${expected}, and it was not`);
}
