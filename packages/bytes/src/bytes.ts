const encoder = new TextEncoder();

/**
 * Room for a secret: `length` zeros, in memory that {@link wipe} wipes for good.
 *
 * V8 keeps a typed array of up to 64 bytes on its own heap, moves it there when it collects garbage, and moves it out
 * at the first use of `buffer` or of native code. `fill(0)` reaches the last of these places only. An ArrayBuffer that
 * is made first has one place as long as it lives.
 */
export function secretBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy of a secret. */
export function copySecret(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = secretBytes(secret.length);
  copy.set(secret);
  return copy;
}

/** The parts of a secret, one after the other. The parts stay, for the caller to wipe. */
export function joinSecret(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = secretBytes(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The UTF-8 of a secret text, with U+FFFD for an unpaired surrogate. The text itself cannot be wiped. */
export function secretUtf8(text: string): Uint8Array<ArrayBuffer> {
  // Not `encode`, which answers bytes on V8's heap. A UTF-16 unit is three bytes at the most.
  const bytes = secretBytes(text.length * 3);
  return bytes.subarray(0, encoder.encodeInto(text, bytes).written);
}

/** Overwrites secrets with zeros. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/** A value, or a promise of it: what answers at once costs its callers no promise. */
export type MaybePromise<T> = T | Promise<T>;

/** Applies `next` to a value now, or once its promise has settled. */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/**
 * Runs `work`, and `done` after it whatever happens: at once for a value, once settled for a promise.
 *
 * @returns what `work` answers, a promise only where that is one
 */
export function andFinally<T>(work: () => T, done: () => void): T {
  let pending = false;
  try {
    const answer = work();
    if (!(answer instanceof Promise)) return answer;
    pending = true;
    return answer.finally(done) as T;
  } finally {
    if (!pending) done();
  }
}

/** Lends a secret to `work`, and wipes it when `work` has ended: see {@link andFinally}. */
export function wiping<B extends Uint8Array, T>(secret: B, work: (secret: B) => T): T {
  return andFinally(
    () => work(secret),
    () => {
      wipe(secret);
    },
  );
}

/** Room for bytes that are no secret: `length` zeros. A fifth of the time of `secretBytes`. */
export function publicBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length);
}

/** The bytes of these values, which are no secret. */
export function publicBytesOf(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values);
}

/** A copy of bytes that are no secret; of a Buffer, too, it is a plain Uint8Array. */
export function copyPublic(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** Parts that are no secret, one after the other. */
export function joinPublic(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = publicBytes(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A number from 0 on that is no secret, big-endian, in so many bytes. */
export function publicNumber(number: bigint, length: number): Uint8Array<ArrayBuffer> {
  const bytes = publicBytes(length);
  for (let at = length - 1, rest = number; at >= 0; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/** The UTF-8 of a text that is no secret, with U+FFFD for an unpaired surrogate. */
export function publicUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * The same memory as a plain Uint8Array. A Buffer's `slice` shares memory where a Uint8Array's copies, so that wiping would
 * miss or hit the wrong bytes.
 */
export function plainBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Whether two byte strings are equal, in a time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}
