import { useEffect, useRef, useState } from "preact/hooks";
import type { AccessKey, Connection } from "../connection/connection.ts";
import type { Step } from "./picture/who-sees.ts";
import { forget, type Told } from "./travel/told.ts";
import { travel, type Choices, type Proof } from "./travel/travel.ts";

/** A journey as it is now. */
export interface Journey {
  /** What it was begun with; undefined before the first. */
  readonly choices: Choices | undefined;
  /** The step that is being done. */
  readonly doing: Step | undefined;
  /** What the steps brought forth so far. */
  readonly told: ReadonlyMap<Step, Told>;
  readonly proof: Proof | undefined;
  /** Why it ended without a proof. */
  readonly failure: Error | undefined;
}

const notBegun: Journey = {
  ...{ choices: undefined, doing: undefined, proof: undefined, failure: undefined },
  told: new Map(),
};

/** A journey, and what starts it. Its secrets are wiped when the next one starts, and when the reader leaves. */
export function useJourney(
  connection: Connection,
): readonly [Journey, (key: AccessKey, of: Choices) => void] {
  const [journey, setJourney] = useState(notBegun);
  const told = useRef(new Map<Step, Told>());
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
      forget(told.current.values());
    },
    [],
  );

  const change = (part: Partial<Journey>) => {
    if (!left.current) setJourney((before) => ({ ...before, ...part }));
  };
  const start = (key: AccessKey, choices: Choices) => {
    forget(told.current.values());
    told.current = new Map();
    setJourney({ ...notBegun, choices, doing: "pair" });
    travel(connection, key, choices, {
      onStep: (doing) => {
        change({ doing });
      },
      onTold: (one) => {
        told.current = new Map([...told.current, [one.step, one]]);
        if (left.current) forget([one]);
        change({ told: told.current });
      },
    }).then(
      (proof) => {
        change({ doing: undefined, proof });
      },
      (error: unknown) => {
        change({ doing: undefined, failure: error instanceof Error ? error : new Error(String(error)) });
      },
    );
  };
  return [journey, start];
}
