import { accessKey } from "../../connection/access-key.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks, text } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { CallSigning } from "./use-send.ts";

/** The button that sends, the form of the answer, and what stands in the way. It stays in view. */
export function SendBar({
  sending,
  signing,
  faults,
  warned,
  onSigning,
}: {
  readonly sending: boolean;
  readonly signing: CallSigning;
  /** How many fields are wrong. */
  readonly faults: number;
  /** Whether somebody has been told, so that the next time it is sent all the same. */
  readonly warned: boolean;
  readonly onSigning: (signing: CallSigning) => void;
}) {
  const says = speaks(en, zh);
  const noKey = accessKey.value === undefined;
  const stopped = warned && faults > 0;
  return (
    <div class="send-bar">
      <button class="button chief" type="submit" disabled={noKey} aria-busy={sending}>
        {sending ? says.sending : stopped ? says.sendAnyway : says.send}
        {!sending && <kbd class="send-keys">{isMac() ? "⌘ ↵" : "Ctrl ↵"}</kbd>}
      </button>
      <label class="row">
        <span class="muted">{says.answerAs}</span>
        <select
          class="input send-choice"
          value={signing.format}
          onChange={({ currentTarget }) => {
            onSigning({ ...signing, format: currentTarget.value as CallSigning["format"] });
          }}
        >
          <option>JSON</option>
          <option>XML</option>
        </select>
      </label>
      <span class="send-says" role="status">
        {noKey ? text.value.accessKey.needed : stopped ? says.faultsFound(faults) : ""}
      </span>
    </div>
  );
}

function isMac(): boolean {
  return navigator.userAgent.includes("Mac");
}
