import type { FieldRow } from "@keyferry/protocol";
import type { operationForm } from "../../text/en/operation-form.ts";

/** What a field's limits are, in a sentence; undefined where there are none to tell. */
export function limitOf({ form, preset }: FieldRow, { limits }: typeof operationForm): string | undefined {
  const said = limitOfForm(form, limits);
  return preset === undefined ? said : `${said ?? ""} ${limits.preset(preset)}`.trim();
}

function limitOfForm(form: FieldRow["form"], limits: (typeof operationForm)["limits"]): string | undefined {
  switch (form.kind) {
    case "number":
      return limits.number(form.min, form.max);
    case "bytes":
      return form.min === form.max ? limits.exactBytes(form.max) : limits.bytes(form.min, form.max);
    case "text":
      return form.max === undefined ? undefined : limits.text(form.max);
    default:
      return undefined;
  }
}
