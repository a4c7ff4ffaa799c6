import type { LatestRefusals } from "@keyferry/inspect";
import { useEffect, useRef, useState } from "preact/hooks";
import { accessKey, accessKeyNumber } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import { look } from "../connection/look.ts";
import { text } from "../text/text.ts";

/** A refusal with its explanation. */
export type Refusal = LatestRefusals["refusals"][number];

/** Refusals as they come, newest first. */
export interface LiveRefusals {
  /** Undefined until the first look. */
  readonly refusals: readonly Refusal[] | undefined;
  readonly missed: boolean;
  /** Why it does not go on. */
  readonly error: Error | undefined;
  readonly again: () => void;
}

/** Milliseconds between two looks. */
const pause = 2_000;
/** So many are shown. */
const most = 100;

/** Looks for new refusals every two seconds. @param isPaused whether nobody looks */
export function useRefusals(connection: Connection, isPaused: boolean): LiveRefusals {
  const [state, setState] = useState<Omit<LiveRefusals, "again">>({
    ...{ refusals: undefined, missed: false, error: undefined },
  });
  const [round, setRound] = useState(0);
  const last = useRef<string | null>(null);
  const key = accessKey.value;
  useEffect(() => {
    if (isPaused) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (key === undefined) throw new Error(text.peek().accessKey.needed);
      const asked = last.current === null ? {} : { since: last.current };
      const found = await look(connection, key, "refusals", asked);
      if (left) return;
      last.current = found.last;
      setState(({ refusals = [], missed }) => ({
        refusals: [...found.refusals.toReversed(), ...(found.missed ? [] : refusals)].slice(0, most),
        missed: missed || found.missed,
        error: undefined,
      }));
      timer = setTimeout(goOn, pause);
    };
    const goOn = () => {
      ask().catch((error: unknown) => {
        if (!left) setState((before) => ({ ...before, error: error as Error }));
      });
    };
    goOn();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [isPaused, round, accessKeyNumber.value]);
  return {
    ...state,
    again: () => {
      setRound(round + 1);
    },
  };
}
