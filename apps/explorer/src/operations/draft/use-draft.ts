import { requestFaults, type Operation, type ServiceError } from "@keyferry/protocol";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { keepInAddress, route } from "../../address/route.ts";
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

/** The form of an operation: it begins as the address says, and the address follows it. */
export function useDraft(operation: Operation): Draft {
  const [values, setValues] = useState(() => valuesIn(operation, route.peek().query));
  const shared = textOf(sharedOf(operation, values));
  const written = useRef(shared);
  const asked = textOf(valuesIn(operation, route.value.query));
  useEffect(() => {
    // Somebody else changed the address: a link to another request of the same operation.
    if (asked === written.current) return;
    written.current = asked;
    setValues(valuesIn(operation, route.peek().query));
  }, [operation, asked]);
  useEffect(() => {
    if (shared === written.current) return;
    const timer = setTimeout(() => {
      written.current = shared;
      keepInAddress(JSON.parse(shared) as Values);
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

function textOf(values: Values): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))));
}
