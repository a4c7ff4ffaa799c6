import { useEffect, useRef, useState } from "preact/hooks";

/** What came of something asked: the answer before it stays while the next is on its way, so that nothing jumps. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  /** Asks once more. */
  readonly again: () => void;
}

/**
 * Asks, and asks again whenever one of the things changes that the question is made of. The answer to an older question is
 * dropped.
 *
 * @param ask undefined while there is nothing to ask
 * @param madeOf text that is another one for another question
 */
export function useOutcome<T>(ask: (() => Promise<T>) | undefined, madeOf: string): Outcome<T> {
  const [state, setState] = useState<Omit<Outcome<T>, "again">>({
    value: undefined,
    error: undefined,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const idle = ask === undefined;
  useEffect(() => {
    let left = false;
    setState(({ value }) => ({ value, error: undefined, loading: !idle }));
    latest.current?.().then(
      (value) => {
        if (!left) setState({ value, error: undefined, loading: false });
      },
      (error: unknown) => {
        if (!left) setState({ value: undefined, error: asError(error), loading: false });
      },
    );
    return () => {
      left = true;
    };
  }, [madeOf, round, idle]);
  return {
    ...state,
    again: () => {
      setRound(round + 1);
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
