import type { LatestRefusals } from "@keyferry/inspect";
import { useEffect, useRef, useState } from "preact/hooks";
import { accessKey } from "../connection/access-key.ts";
import type { AccessKey, Connection } from "../connection/connection.ts";
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

type Told = Omit<LiveRefusals, "again">;

const nothingYet: Told = { refusals: undefined, missed: false, error: undefined };

/** Looks for new refusals every two seconds. @param isPaused whether nobody looks */
export function useRefusals(connection: Connection, isPaused: boolean): LiveRefusals {
  const key = accessKey.value;
  // What one access key was told is not for the next: each begins anew.
  const [state, setState] = useState({ of: key, told: nothingYet });
  const [round, setRound] = useState(0);
  const last = useRef<{ readonly of: AccessKey | undefined; readonly id?: string }>({ of: key });
  useEffect(() => {
    if (isPaused) return;
    let left = false;
    if (last.current.of !== key) last.current = { of: key };
    const tell = (next: (before: Told) => Told) => {
      setState(({ of, told }) => ({ of: key, told: next(of === key ? told : nothingYet) }));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (key === undefined) throw new Error(text.peek().accessKey.needed);
      const { id } = last.current;
      const found = await look(connection, key, "refusals", id === undefined ? {} : { since: id });
      if (left) return;
      last.current = { of: key, id: found.last };
      tell(({ refusals = [], missed }) => ({
        refusals: [...found.refusals.toReversed(), ...(found.missed ? [] : refusals)].slice(0, most),
        missed: missed || found.missed,
        error: undefined,
      }));
      timer = setTimeout(goOn, pause);
    };
    const goOn = () => {
      ask().catch((error: unknown) => {
        if (!left) tell((before) => ({ ...before, error: error as Error }));
      });
    };
    goOn();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [isPaused, round, key]);
  return {
    ...(state.of === key ? state.told : nothingYet),
    again: () => {
      setRound(round + 1);
    },
  };
}
