import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import { Icon } from "../../parts/icon.tsx";
import type { InputProps } from "./input-props.ts";
import { LinesInput } from "./lines-input.tsx";
import { columnsOf, jsonOf, rowsOf, type RowsForm } from "./rows-text.ts";

/** JSON text as a table that grows, with the text beside it. Either may be typed in. */
export function RowsInput(props: InputProps & { readonly form: RowsForm }) {
  const { form, parameter, value, onValue } = props;
  const says = speaks(en, zh);
  const columns = columnsOf(form, says.pair);
  const rows = rowsOf(form, value);
  const put = (next: readonly (readonly string[])[]) => {
    onValue(next.length === 0 ? undefined : jsonOf(form, next));
  };
  return (
    <div class="form-rows">
      <div>
        {rows?.map((row, at) => (
          <div class="form-row" key={at}>
            {columns.map((column, cell) => (
              <input
                key={column}
                class="input mono"
                aria-label={`${parameter} ${String(at + 1)} ${column}`}
                placeholder={column}
                spellcheck={false}
                autocomplete="off"
                value={row[cell] ?? ""}
                onInput={({ currentTarget }) => {
                  const changed = columns.map((_, each) =>
                    each === cell ? currentTarget.value : (row[each] ?? ""),
                  );
                  put(rows.with(at, changed));
                }}
              />
            ))}
            <button
              class="button quiet"
              type="button"
              aria-label={`${says.removeRow}: ${parameter} ${String(at + 1)}`}
              onClick={() => {
                put(rows.toSpliced(at, 1));
              }}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {rows === undefined ? (
          <p class="muted">{says.noTable}</p>
        ) : (
          <button
            class="form-tool"
            type="button"
            aria-label={`${says.addRow}: ${parameter}`}
            onClick={() => {
              put([...rows, columns.map(() => "")]);
            }}
          >
            {says.addRow}
          </button>
        )}
      </div>
      <LinesInput {...props} rows={2} placeholder="JSON" />
    </div>
  );
}
