import type { Operation } from "@keyferry/protocol";
import { accessKey } from "../../connection/access-key.ts";
import { methodsOf, type Scheme, type Signing } from "../../connection/signed-call.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks, text } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";

const schemes: readonly Scheme[] = ["V1", "ACS3", "ACS4"];
const formats: readonly Signing["format"][] = ["JSON", "XML"];

/** The button that sends, how the request is signed, the form of the answer, and what stands in the way. It stays in view. */
export function SendBar({
  form,
  operation,
  sending,
  signing,
  faults,
  warned,
  onSigning,
}: {
  /** Id of the form that it sends. */
  readonly form: string;
  readonly operation: Operation;
  readonly sending: boolean;
  readonly signing: Signing;
  /** How many fields are wrong. */
  readonly faults: number;
  /** Whether somebody has been told, so that the next time it is sent all the same. */
  readonly warned: boolean;
  readonly onSigning: (signing: Signing) => void;
}) {
  const says = speaks(en, zh);
  const noKey = accessKey.value === undefined;
  const methods = methodsOf(operation);
  const stopped = warned && faults > 0;
  return (
    <div class="send-bar">
      <button class="button chief" type="submit" form={form} disabled={noKey} aria-busy={sending}>
        {sending ? says.sending : stopped ? says.sendAnyway : says.send}
        {!sending && <kbd class="send-keys">{isMac() ? "⌘ ↵" : "Ctrl ↵"}</kbd>}
      </button>
      <Choice
        name={says.scheme}
        choices={schemes}
        chosen={signing.scheme}
        onChoose={(scheme) => {
          onSigning({ ...signing, scheme });
        }}
      />
      <Choice
        name={says.method}
        choices={methods}
        chosen={signing.method ?? methods[0] ?? "POST"}
        onChoose={(method) => {
          onSigning({ ...signing, method });
        }}
      />
      <Choice
        name={says.answerAs}
        choices={formats}
        chosen={signing.format}
        onChoose={(format) => {
          onSigning({ ...signing, format });
        }}
      />
      <span class="send-says" role="status">
        {noKey ? text.value.accessKey.needed : stopped ? says.faultsFound(faults) : ""}
      </span>
    </div>
  );
}

function Choice<Value extends string>({
  name,
  choices,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly choices: readonly Value[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <select
      class="input send-choice"
      aria-label={name}
      title={name}
      value={chosen}
      onChange={({ currentTarget }) => {
        onChoose(currentTarget.value as Value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}

function isMac(): boolean {
  return navigator.userAgent.includes("Mac");
}
