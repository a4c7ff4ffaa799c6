const minute = 60_000;
const hour = 60 * minute;

/** What a work came to. */
export interface Outcome {
  /** Nothing is left of it. */
  readonly isDone: boolean;
  /** What has failed, each by a text that is the same when it fails again. None where others are at what is left. */
  readonly failed: readonly string[];
}

/**
 * Does a work now, and once an hour; where something is left, after a minute. What fails again and again is tried after twice as
 * long each time, up to an hour, until something else fails.
 *
 * @param work never rejects
 * @param signal ends it before the next time
 * @returns does it as soon as it isn't being done, and answers whether all of it is done; whoever asks meanwhile is answered by
 *   the same. Never rejects
 */
export function repeat(work: () => Promise<Outcome>, signal: AbortSignal): () => Promise<boolean> {
  let tries = 1;
  let known: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;
  let latest: Promise<unknown> = Promise.resolve();
  let waiting: Promise<boolean> | undefined;

  const once = async (): Promise<boolean> => {
    waiting = undefined;
    if (signal.aborted) return false;
    const { isDone, failed } = await work();
    const isAgain = failed.length > 0 && failed.every((each) => known.has(each));
    tries = isAgain ? tries + 1 : 1;
    known = new Set(failed);
    clearTimeout(timer);
    if (!hasEnded(signal)) {
      timer = setTimeout(() => void now(), isDone ? hour : Math.min(minute * 2 ** (tries - 1), hour));
    }
    return isDone;
  };

  const now = (): Promise<boolean> => {
    waiting ??= latest.then(once);
    latest = waiting;
    return waiting;
  };

  signal.addEventListener("abort", () => {
    clearTimeout(timer);
  });
  void now();
  return now;
}

/** By now: it may have come to that while something was waited for. */
function hasEnded({ aborted }: AbortSignal): boolean {
  return aborted;
}
