import { recipientKeySpecs, type RecipientKeySpec } from "@keyferry/algorithms";
import { createKey, generateDataKey, generateDataKeyWithoutPlaintext } from "@keyferry/protocol";
import { useId, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Connection } from "../connection/connection.ts";
import { useNamesThere } from "../parts/use-names-there.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import { canMakePair } from "./recipients/make-pair.ts";
import { algorithmTo } from "./recipients/recipient-pair.ts";
import type { Choices } from "./travel/travel.ts";

/** What the reader chooses before a journey, and the button that starts it. */
export function ChoicesForm({
  connection,
  chosen,
  running,
  onChoose,
  onStart,
}: {
  readonly connection: Connection;
  readonly chosen: Choices;
  readonly running: boolean;
  readonly onChoose: (choices: Choices) => void;
  readonly onStart: () => void;
}) {
  const words = speaks(en, zh);
  const { choices } = words;
  const makesKeys = createKey.gateways.includes(connection.facts.gateway);
  const [ownKey, setOwnKey] = useState(chosen.keyId ?? "");
  const there = useNamesThere(connection, "key", useId());
  const ours = !makesKeys || chosen.keyId !== undefined;
  return (
    <form
      class="journey-choices"
      onSubmit={(event) => {
        event.preventDefault();
        onStart();
      }}
    >
      <fieldset>
        <legend>{choices.recipient}</legend>
        {recipientKeySpecs.map((spec: RecipientKeySpec) => (
          <Choice
            key={spec}
            name="recipient"
            checked={chosen.spec === spec}
            disabled={!canMakePair(spec)}
            detail={`${spec} · ${algorithmTo[spec]}`}
            onChoose={() => {
              onChoose({ ...chosen, spec });
            }}
          >
            {choices.specs[spec]}
          </Choice>
        ))}
      </fieldset>
      <fieldset>
        <legend>{choices.caller}</legend>
        {[generateDataKeyWithoutPlaintext, generateDataKey].map((operation) => (
          <Choice
            key={operation.name}
            name="caller"
            checked={chosen.withPlaintext === (operation === generateDataKey)}
            detail={operation.name}
            onChoose={() => {
              onChoose({ ...chosen, withPlaintext: operation === generateDataKey });
            }}
          >
            {operation === generateDataKey ? choices.seeing : choices.blind}
          </Choice>
        ))}
      </fieldset>
      <fieldset>
        <legend>{choices.key}</legend>
        {makesKeys ? (
          <Choice
            name="key"
            checked={!ours}
            detail={createKey.name}
            onChoose={() => {
              onChoose({ ...chosen, keyId: undefined });
            }}
          >
            {choices.newKey}
          </Choice>
        ) : (
          <p class="muted">{choices.noNewKey}</p>
        )}
        <Choice
          name="key"
          checked={ours}
          onChoose={() => {
            onChoose({ ...chosen, keyId: ownKey });
          }}
        >
          {choices.ownKey}
        </Choice>
        {ours && (
          <input
            {...there.input}
            class="input mono"
            aria-label={choices.ownKeyHint}
            placeholder={choices.ownKeyHint}
            required
            spellcheck={false}
            autocomplete="off"
            value={ownKey}
            onInput={({ currentTarget }) => {
              setOwnKey(currentTarget.value);
              onChoose({ ...chosen, keyId: currentTarget.value.trim() });
            }}
          />
        )}
        {ours && there.datalist}
      </fieldset>
      <button class="button chief journey-start" disabled={running}>
        {running ? words.running : words.start}
      </button>
    </form>
  );
}

function Choice({
  name,
  checked,
  disabled = false,
  detail,
  children,
  onChoose,
}: {
  readonly name: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly detail?: string;
  readonly children: ComponentChildren;
  readonly onChoose: () => void;
}) {
  return (
    <label class="journey-choice">
      <input type="radio" name={name} checked={checked} disabled={disabled} onChange={onChoose} />
      <span>
        {children}
        {detail !== undefined && <code>{detail}</code>}
      </span>
    </label>
  );
}
