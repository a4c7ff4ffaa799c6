import { StoreError } from "@keyferry/store";
import { copyOf, type State } from "./state.ts";

/** The one door to the state. Work is done at once and whole: nobody else comes in between. */
export interface Session {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Looks at the state. */
  readonly read: <T>(work: (state: State) => T) => Promise<T>;
  /** Changes the state; work that throws has changed nothing. */
  readonly write: <T>(work: (state: State) => T) => Promise<T>;
  /** Puts another state in its place, once that is made. */
  readonly replace: (make: () => State) => Promise<void>;
  /** From now on everything is refused: `unavailable`. */
  readonly close: () => void;
}

/** Opens a state. */
export function createSession(initial: State, now: () => number): Session {
  let state: State | undefined = initial;
  const opened = (): State => {
    if (state === undefined) throw new StoreError("unavailable", "The store is closed.");
    return state;
  };
  return {
    now,
    read: async (work) => work(opened()),
    write: async (work) => {
      const draft = copyOf(opened());
      const answer = work(draft);
      state = draft;
      return answer;
    },
    replace: async (make) => {
      opened();
      state = make();
    },
    close: () => {
      state = undefined;
    },
  };
}
