import { andThen, copyPublic, equalBytes, type MaybePromise, wipe } from "@keyferry/bytes";
import { CryptoError } from "../errors.ts";

/** One question whose answer is known: whether it was right. */
export type Question = () => MaybePromise<boolean>;

/** Whether all answers are right, one question after the other; none is asked after a wrong answer. */
export function allRight(...questions: readonly Question[]): MaybePromise<boolean> {
  return questions.reduce<MaybePromise<boolean>>(
    (sofar, ask) => andThen(sofar, (right) => right && ask()),
    true,
  );
}

/** Whether these are the bytes that are known. */
export function isKnown(found: MaybePromise<Uint8Array>, known: Uint8Array): MaybePromise<boolean> {
  return andThen(found, (bytes) => equalBytes(bytes, known));
}

/** The same bytes with one bit turned, the last. */
export function altered(bytes: Uint8Array): Uint8Array {
  const other = copyPublic(bytes);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  return other;
}

/** Whether `open` refuses what it is given, as `undecryptable`. */
export function isRefused(open: () => MaybePromise<Uint8Array>): MaybePromise<boolean> {
  const opened = (bytes: Uint8Array) => {
    wipe(bytes);
    return false;
  };
  try {
    const bytes = open();
    return bytes instanceof Promise ? bytes.then(opened, isRefusal) : opened(bytes);
  } catch (error) {
    return isRefusal(error);
  }
}

function isRefusal(error: unknown): boolean {
  if (error instanceof CryptoError && error.reason === "undecryptable") return true;
  throw error;
}
