import type { Operation } from "@keyferry/protocol";
import { useEffect, useState } from "preact/hooks";
import { answerText, holdsSecrets } from "../../parts/answer-text.ts";
import { CodeBox } from "../../parts/code-box.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";

/** The answer as JSON or as XML, secrets covered until somebody asks for them. */
export function AnswerBody({
  operation,
  body,
  format,
  repeatable,
  onFormat,
}: {
  readonly operation: Operation;
  readonly body: string;
  readonly format: "JSON" | "XML";
  /** Whether it can be asked for once more, in the other form. */
  readonly repeatable: boolean;
  readonly onFormat: (format: "JSON" | "XML") => void;
}) {
  const says = speaks(en, zh);
  const [chosen, setChosen] = useState(format);
  const [uncovered, setUncovered] = useState(false);
  useEffect(() => {
    setChosen(format);
    setUncovered(false);
  }, [body, format]);
  const { secretMembers } = operation;
  const shown = answerText(body, format, uncovered ? [] : secretMembers);
  const content = () =>
    chosen === format ? (
      <div class="stack answer-body">
        {holdsSecrets(body, format, secretMembers) && (
          <p class="row">
            <button
              class="button"
              type="button"
              aria-pressed={uncovered}
              onClick={() => {
                setUncovered(!uncovered);
              }}
            >
              {uncovered ? says.cover : says.uncover}
            </button>
            <span class="muted">{secretMembers.join(", ")}</span>
          </p>
        )}
        <CodeBox value={shown} of={`${says.answer} ${format}`} wraps />
      </div>
    ) : (
      <p class="muted answer-body">{says.askedFor(format)}</p>
    );
  return (
    <Tabs
      name={says.answer}
      chosen={chosen}
      onChoose={(key) => {
        const next = key as "JSON" | "XML";
        setChosen(next);
        if (next !== format && repeatable) onFormat(next);
      }}
      tabs={[
        { key: "JSON", name: "JSON", content },
        { key: "XML", name: "XML", content },
      ]}
    />
  );
}
