import { joinSecret, wipe, wiping } from "@keyferry/bytes";
import { RotationHookError } from "@keyferry/kms";

/** How long an answer may be, in bytes: more than twice the longest value. */
export const longestAnswer = 65_536;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Takes an answer in, part by part. */
export interface AnswerCollector {
  /** @throws RotationHookError once the answer is too long */
  add(part: Uint8Array): void;
  /**
   * The answer, read as JSON, of which nothing is said where it is none.
   *
   * @throws RotationHookError
   */
  read(): unknown;
  /** Wipes what has come. */
  wipe(): void;
}

/** Collects the answer of a hook. */
export function collectAnswer(): AnswerCollector {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    add(part) {
      parts.push(part);
      length += part.length;
      if (length > longestAnswer) {
        throw new RotationHookError(`its answer is longer than ${String(longestAnswer)} bytes`);
      }
    },
    read: () => wiping(joinSecret(...parts), jsonOf),
    wipe() {
      for (const part of parts) wipe(part);
    },
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    // What a parser says of a text quotes it.
    throw new RotationHookError("its answer is no JSON in UTF-8");
  }
}

/** Says that the time was over. @param timeLimit milliseconds */
export function tookTooLong(timeLimit: number): RotationHookError {
  return new RotationHookError(`it took longer than ${String(timeLimit / 1000)} seconds`);
}

/** Says that the server ends. */
export function wasEnded(): RotationHookError {
  return new RotationHookError("it was ended, since the server stops");
}
