import type { Operation } from "@keyferry/protocol";
import { sampleLanguages, sampleOf, type SampleLanguage } from "@keyferry/samples";
import { useMemo } from "preact/hooks";
import type { Connection } from "../connection/connection.ts";
import { CodeBox } from "../parts/code-box.tsx";
import { Empty } from "../parts/empty.tsx";
import { saveFile } from "../parts/save-file.ts";
import { Tabs } from "../parts/tabs.tsx";
import { samples as en } from "../text/en/samples.ts";
import { speaks } from "../text/text.ts";
import { samples as zh } from "../text/zh/samples.ts";
import { chooseLanguage, chosenLanguage } from "./chosen-language.ts";
import { highlight } from "./highlight.ts";
import "./samples.css";

/** Which call the samples are of. */
export interface SamplesPanelProps {
  readonly connection: Connection;
  readonly operation: Operation;
  /** Text by name, as it travels. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Sample code of exactly this call, a tab for each language. */
export function SamplesPanel(props: SamplesPanelProps) {
  return (
    <div class="samples">
      <Tabs
        name={speaks(en, zh).languages}
        chosen={chosenLanguage.value ?? ""}
        onChoose={chooseLanguage}
        tabs={sampleLanguages.map((language) => ({
          ...{ key: language.id, name: language.label },
          content: () => <Sample {...props} language={language} />,
        }))}
      />
    </div>
  );
}

function Sample({
  connection: { endpoint, facts },
  operation,
  parameters,
  language,
}: SamplesPanelProps & { readonly language: SampleLanguage }) {
  const says = speaks(en, zh);
  const { id, label, by, syntax, checked, fileName } = language;
  const place = { endpoint, region: facts.region, gateway: facts.gateway };
  const madeOf = JSON.stringify([id, operation.name, parameters, place]);
  const code = useMemo(() => sampleOf(id, { operation, parameters, ...place }), [madeOf]);
  if (code === undefined) {
    return (
      <Empty says={says.none(label)}>
        <button
          type="button"
          class="button"
          onClick={() => {
            chooseLanguage("curl");
          }}
        >
          {says.curl}
        </button>
      </Empty>
    );
  }
  const file = fileName(operation);
  return (
    <div class="stack">
      <div class="row between">
        <p class="samples-checked">
          <span class={checked === "run" ? "mark done" : "mark"}>{says.checked[checked]}</span>{" "}
          <span class="muted">{says.checkedMeans[checked]}</span>
        </p>
        <button
          type="button"
          class="button"
          onClick={() => {
            saveFile(new Blob([code], { type: "text/plain;charset=utf-8" }), file);
          }}
        >
          {says.save} <span class="mono">{file}</span>
        </button>
      </div>
      <CodeBox value={code} of={says.sample(label)}>
        {highlight(code, syntax).map((piece, index) =>
          piece.kind === "plain" ? (
            piece.code
          ) : (
            <span key={index} class={`code-${piece.kind}`}>
              {piece.code}
            </span>
          ),
        )}
      </CodeBox>
      <p class="muted samples-note">
        {says.needs} <span class="mono">{by}</span>. {says.accessKey}
        {facts.playground && ` ${says.playground}`}
      </p>
    </div>
  );
}
