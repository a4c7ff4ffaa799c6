import type { FieldRow, Operation, ServiceError } from "@keyferry/protocol";
import { useId } from "preact/hooks";
import type { Connection } from "../../connection/connection.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { helpOf } from "../../text/field-help.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { Draft } from "../../draft/use-draft.ts";
import { FieldInput } from "./field-input.tsx";
import { limitOf } from "./limits.ts";
import { isShort } from "./radio-input.tsx";
import { RepeatedInput } from "./repeated-input.tsx";

/** A parameter: its name, its input, what it means, its limits, and what is wrong with it. */
export function Field({
  operation,
  field,
  draft,
  connection,
  strict,
}: {
  readonly operation: Operation;
  readonly field: FieldRow;
  readonly draft: Draft;
  readonly connection: Connection;
  /** Whether it is also told that the parameter is missing: not before somebody wanted to send. */
  readonly strict: boolean;
}) {
  const says = speaks(en, zh);
  const id = useId();
  const { name, required, secret } = field;
  const help = helpOf(operation, field);
  const fault = draft.faults.get(name);
  const shown = fault !== undefined && (strict || fault.code !== "MissingParameter") ? fault : undefined;
  const sentences = [
    help,
    limitOf(field, help, says),
    field.overriddenBy === undefined ? undefined : says.overriddenBy(field.overriddenBy),
    secret ? says.secret : undefined,
  ].filter((sentence) => sentence !== undefined);
  const isGroup = field.repeated || field.form.kind === "flag" || isShort(field);
  const head = (
    <>
      <span class="mono form-name">{name}</span>{" "}
      <span class={required ? "form-need required" : "form-need"}>
        {required ? says.required : says.optional}
      </span>
    </>
  );
  const props = {
    ...{ field, id, connection, describedBy: `${id}-help`, invalid: shown !== undefined },
    ...{ parameter: name, value: draft.values[name] ?? "", values: draft.values },
    onValue: (value: string | undefined) => {
      draft.set(name, value);
    },
  };
  return (
    <div class="form-field" data-field={name}>
      {isGroup ? (
        <p class="form-label" id={`${id}-name`}>
          {head}
        </p>
      ) : (
        <label class="form-label" for={id}>
          {head}
        </label>
      )}
      {field.repeated ? <RepeatedInput {...props} draft={draft} /> : <FieldInput {...props} />}
      <p class="form-help muted" id={`${id}-help`}>
        {says.sentences(sentences)}
        {shown !== undefined && <Fault fault={shown} />}
      </p>
      {field.mayBeEmpty && draft.values[name] === "" && (
        <p class="form-help row">
          {says.sentEmpty}
          <button
            class="button quiet"
            type="button"
            onClick={() => {
              draft.set(name, undefined);
            }}
          >
            {says.leaveOut}
          </button>
        </p>
      )}
    </div>
  );
}

function Fault({ fault }: { readonly fault: ServiceError }) {
  return (
    <span class="form-fault" role="status">
      {fault.message}
    </span>
  );
}
