import { decodeBase64, encodeBase64 } from "@keyferry/bytes";
import { useState } from "preact/hooks";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import { byteTexts, fromBase64, toBase64, type ByteText } from "./byte-text.ts";
import { FileButton } from "./file-button.tsx";
import type { InputProps } from "./input-props.ts";
import { LinesInput } from "./lines-input.tsx";

/** Bytes, typed as base64, text or hex, or taken from a file. They travel as base64. */
export function BytesInput({
  field,
  parameter,
  id,
  describedBy,
  invalid,
  value,
  onValue,
  max,
}: InputProps & { readonly max: number }) {
  const says = speaks(en, zh);
  const [way, setWay] = useState<ByteText>("base64");
  const [typed, setTyped] = useState(value);
  const [fault, setFault] = useState<string>();
  const stands = toBase64(way, typed);
  // Where the value came from elsewhere, it is shown in place of what was typed.
  const own = stands === value || (stands === undefined && value === "");
  const seen = own ? typed : (fromBase64(way, value) ?? value);
  const seenAs: ByteText = !own && fromBase64(way, value) === undefined ? "base64" : way;
  const length = decodeBase64(value)?.length;
  const type = (next: string, as: ByteText) => {
    const base64 = toBase64(as, next);
    setTyped(next);
    setWay(as);
    setFault(base64 === undefined ? says.notHex : undefined);
    onValue(base64 ?? "");
  };
  return (
    <div class="form-bytes">
      <LinesInput
        field={field}
        id={id}
        describedBy={describedBy}
        rows={value.length > 120 ? 4 : 2}
        invalid={invalid || fault !== undefined}
        value={seen}
        onValue={(text = "") => {
          type(text, seenAs);
        }}
      />
      <div class="row form-tools">
        <select
          class="input form-way"
          aria-label={says.typedAs(parameter)}
          value={seenAs}
          onChange={({ currentTarget }) => {
            const next = currentTarget.value as ByteText;
            const text = fromBase64(next, value);
            setFault(text === undefined ? says.notText : undefined);
            setWay(text === undefined ? "base64" : next);
            setTyped(text ?? value);
          }}
        >
          {byteTexts.map((each) => (
            <option key={each} value={each}>
              {says.ways[each]}
            </option>
          ))}
        </select>
        <FileButton
          name={says.fromFile}
          max={max}
          onBytes={(bytes) => {
            setFault(undefined);
            onValue(encodeBase64(bytes));
          }}
          onFault={setFault}
        />
        <span class="muted form-length">
          {length === undefined || length === 0 ? "" : says.holds(length)}
        </span>
      </div>
      {fault !== undefined && (
        <p class="form-fault" role="status">
          {fault}
        </p>
      )}
    </div>
  );
}
