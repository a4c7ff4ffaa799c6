import type { Operation } from "@keyferry/protocol";
import { useId, useRef, useState } from "preact/hooks";
import type { Connection } from "../connection/connection.ts";
import { usualSigning, type Signing } from "../connection/signed-call.ts";
import { OperationMarks } from "../parts/operation-marks.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { operationForm as en } from "../text/en/operation-form.ts";
import { summaryOf } from "../text/summary.ts";
import { language, speaks } from "../text/text.ts";
import { operationForm as zh } from "../text/zh/operation-form.ts";
import { AnswerSection } from "./answer/answered.tsx";
import { dryRunName } from "../draft/values.ts";
import { useDraft } from "../draft/use-draft.ts";
import { ExampleButton } from "./example/example-button.tsx";
import { Field } from "./form/field.tsx";
import { SendBar } from "./send/send-bar.tsx";
import { useSend } from "./send/use-send.ts";
import { sideTabs } from "./side/side-tabs.ts";

/** An operation: its form and the answer in the middle, what follows from the form beside it. */
export function OperationPage({
  operation,
  connection,
}: {
  readonly operation: Operation;
  readonly connection: Connection;
}) {
  const says = speaks(en, zh);
  const draft = useDraft(operation);
  const sender = useSend(connection, operation);
  const [signing, setSigning] = useState<Signing>(usualSigning);
  const [warned, setWarned] = useState(false);
  const [tab, setTab] = useState("request");
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const { faults, parameters } = draft;

  const send = (how: Signing, evenWrong: boolean) => {
    if (faults.size > 0 && !evenWrong) {
      setWarned(true);
      focusFirst(form.current, faults.keys());
      return;
    }
    setWarned(false);
    sender.send(parameters, how);
  };

  return (
    <div class="operation">
      <div
        class="operation-work stack"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send(signing, warned);
        }}
      >
        <header class="operation-head">
          <h1>{operation.name}</h1>
          <p class="muted">
            {summaryOf(operation)} <OperationMarks operation={operation} />
          </p>
          <ExampleButton operation={operation} connection={connection} onValues={draft.replace} />
        </header>
        <form
          class="operation-form"
          id={formId}
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send(signing, warned);
          }}
        >
          {operation.fields.length === 0 && <p class="muted">{says.noFields}</p>}
          {operation.fields.map((field) => (
            <Field key={field.name} {...{ operation, field, draft, connection }} strict={warned} />
          ))}
          {operation.dryRun && (
            <label class="form-switch">
              <input
                type="checkbox"
                role="switch"
                checked={draft.values[dryRunName] === "true"}
                onChange={({ currentTarget }) => {
                  draft.set(dryRunName, currentTarget.checked ? "true" : undefined);
                }}
              />
              <span class="mono">{dryRunName}</span>
              <span class="muted">{says.dryRun}</span>
            </label>
          )}
        </form>
        <SendBar
          form={formId}
          operation={operation}
          sending={sender.sending}
          signing={signing}
          faults={faults.size}
          warned={warned}
          onSigning={setSigning}
        />
        <AnswerSection
          operation={operation}
          connection={connection}
          made={sender.made}
          onFormat={(format) => {
            setSigning({ ...signing, format });
            send({ ...signing, format }, true);
          }}
        />
      </div>
      <aside class="operation-side" aria-label={says.beside}>
        <Tabs
          name={says.beside}
          chosen={tab}
          onChoose={setTab}
          tabs={sideTabs.map(({ key, name, content: Content }) => ({
            ...{ key, name: name[language.value] },
            content: () => (
              <div class="side-panel">
                <Content {...{ operation, connection, parameters, signing }} />
              </div>
            ),
          }))}
        />
      </aside>
    </div>
  );
}

/** Leads to the first field that is wrong. */
function focusFirst(form: HTMLFormElement | null, names: Iterable<string>): void {
  const [first] = names;
  if (first === undefined) return;
  const field = form?.querySelector(`[data-field="${CSS.escape(first)}"]`);
  field?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
}
