import { requestFaults, type Operation, type ServiceError } from "@keyferry/protocol";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { keepInAddress, route } from "../address/route.ts";
import { sentOf, sharedOf, valuesIn, type Values } from "./values.ts";

/** Milliseconds without a key before the address follows the form: browsers bound how often it may change. */
const pause = 300;

/** A form as it is filled in. */
export interface Draft {
  readonly values: Values;
  /** The parameters of the request that it makes. */
  readonly parameters: Values;
  /** What is wrong, by the name of the field. */
  readonly faults: ReadonlyMap<string, ServiceError>;
  /** Puts a value in; undefined takes it out. */
  readonly set: (name: string, value: string | undefined) => void;
  /** Puts all values in the place of those that are there. */
  readonly replace: (values: Values) => void;
}

/**
 * The form of an operation: it begins as the address says, and the address follows it.
 *
 * @param beginning what a form begins with where an address brings these values. Default: with them
 */
export function useDraft(operation: Operation, beginning: (given: Values) => Values = asGiven): Draft {
  const read = () => valuesIn(operation, route.peek().query);
  const [values, setValues] = useState(() => beginning(read()));
  const begun = useRef(values);
  const shared = textOf(sharedOf(operation, values));
  const asked = textOf(valuesIn(operation, route.value.query));
  const known = useRef(asked);
  useEffect(() => {
    // Somebody else changed the address: a link to another request of the same operation.
    if (asked === known.current) return;
    known.current = asked;
    setValues((begun.current = beginning(read())));
  }, [operation, asked]);
  useEffect(() => {
    if (values === begun.current) return;
    const timer = setTimeout(() => {
      keepInAddress(JSON.parse(shared) as Values);
      // What it says now: an address leaves empty values out.
      known.current = textOf(read());
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [shared]);
  const parameters = useMemo(() => sentOf(operation, values), [operation, values]);
  const faults = useMemo(
    () => requestFaults(operation, new Map(Object.entries(parameters))),
    [operation, parameters],
  );
  return {
    ...{ values, parameters, faults },
    set: (name, value) => {
      setValues((before) => {
        if (value !== undefined) return { ...before, [name]: value };
        return Object.fromEntries(Object.entries(before).filter(([each]) => each !== name));
      });
    },
    replace: setValues,
  };
}

function asGiven(given: Values): Values {
  return given;
}

function textOf(values: Values): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))));
}
