import type { Operation } from "@keyferry/protocol";
import { useEffect, useState } from "preact/hooks";
import type { Connection } from "../../connection/connection.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { Values } from "../../draft/values.ts";
import type { ThingName } from "./things-here.ts";
import { messageOf } from "../../connection/message-of.ts";

/** Fills the form with a sound request about what this KMS has, and says what it does not have. */
export function ExampleButton({
  operation,
  connection,
  onValues,
}: {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly onValues: (values: Values) => void;
}) {
  const says = speaks(en, zh).example;
  const [state, setState] = useState<"idle" | "filling" | "filled">("idle");
  const [missing, setMissing] = useState<readonly ThingName[]>([]);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    if (state !== "filling") return;
    let left = false;
    // Examples are loaded when somebody wants one.
    import("./example-values.ts")
      .then(({ exampleValues }) => exampleValues(operation, connection))
      .then(
        (made) => {
          if (left) return;
          setState("filled");
          setFault(made === undefined ? says.none : undefined);
          setMissing(made?.missing ?? []);
          if (made !== undefined) onValues(made.values);
        },
        (error: unknown) => {
          if (left) return;
          setState("idle");
          setFault(says.failed(messageOf(error)));
        },
      );
    return () => {
      left = true;
    };
  }, [state]);
  const names = missing.flatMap((thing) => (isNamed(thing, says.things) ? [says.things[thing]] : []));
  if (operation.fields.length === 0) return null;
  return (
    <div class="row">
      <button
        class="button"
        type="button"
        disabled={state === "filling"}
        data-state={state}
        onClick={() => {
          setState("filling");
        }}
      >
        {state === "filling" ? says.filling : says.fill}
      </button>
      <span role="status" class="muted example-says">
        {fault ?? (names.length > 0 ? says.missing([...new Set(names)].join(says.join)) : "")}
      </span>
    </div>
  );
}

function isNamed<Names extends object>(thing: PropertyKey, names: Names): thing is keyof Names {
  return Object.hasOwn(names, thing);
}
