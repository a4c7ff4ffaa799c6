import { recipientKeySpecs } from "@keyferry/algorithms";
import { createKey } from "@keyferry/protocol";
import { useState } from "preact/hooks";
import { keepInAddress, linkTo, route } from "../address/route.ts";
import { accessKey } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import type { ViewProps } from "../frame/view.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks, text } from "../text/text.ts";
import { AuditRecord } from "./audit-record.tsx";
import { ChoicesForm } from "./choices-form.tsx";
import { Findings } from "./findings.tsx";
import { notesAt } from "./notes.ts";
import { Picture } from "./picture/picture.tsx";
import { canMakePair } from "./recipients/make-pair.ts";
import { sceneOf, steps, type Circumstances } from "./picture/who-sees.ts";
import { RequestsOfOthers } from "./requests-of-others.tsx";
import { useArrowKeys } from "./step-keys.ts";
import type { Choices } from "./travel/travel.ts";
import { useJourney, type Journey } from "./use-journey.ts";
import { Verdict } from "./verdict.tsx";
import "./journey.css";

/** The journey of a data key: from the KMS to a recipient, and who saw it on the way. */
export default function JourneyView({ connection }: ViewProps) {
  const words = speaks(en, zh);
  const [choices, setChoices] = useState<Choices>({
    ...{ spec: recipientKeySpecs.find(canMakePair) ?? "EC_SM2", withPlaintext: false },
    keyId: createKey.gateways.includes(connection.facts.gateway) ? undefined : "",
  });
  const [needsKey, setNeedsKey] = useState(false);
  const [journey, start] = useJourney(connection);
  return (
    <div class="journey stack">
      <h1>{words.title}</h1>
      <p class="muted">{words.lead}</p>
      <ChoicesForm
        connection={connection}
        chosen={choices}
        running={journey.doing !== undefined}
        onChoose={setChoices}
        onStart={() => {
          const key = accessKey.value;
          setNeedsKey(key === undefined);
          if (key !== undefined) start(key, choices);
        }}
      />
      {!recipientKeySpecs.every(canMakePair) && <Notice kind="amber" title={words.needsSecureContext} />}
      {needsKey && <Notice kind="amber" title={text.value.accessKey.needed} />}
      <StepByStep
        connection={connection}
        journey={journey}
        circumstances={circumstancesOf(connection, journey.choices ?? choices)}
      />
      <Verdict journey={journey} />
    </div>
  );
}

function circumstancesOf({ facts, endpoint }: Connection, { withPlaintext, keyId }: Choices): Circumstances {
  const wire = endpoint.startsWith("https:") ? "tls" : "http";
  return { withPlaintext, ownKey: keyId !== undefined, wire: facts.playground ? "none" : wire };
}

/** One step at a time, by buttons, keys and links. */
function StepByStep({
  connection,
  journey,
  circumstances,
}: {
  readonly connection: Connection;
  readonly journey: Journey;
  readonly circumstances: Circumstances;
}) {
  const words = speaks(en, zh);
  const at = stepIn(route.value.query.get("step"));
  const step = steps[at] ?? "pair";
  const go = (by: -1 | 1) => {
    const to = Math.min(Math.max(at + by, 0), steps.length - 1);
    keepInAddress({ step: String(to + 1) });
  };
  useArrowKeys(go);
  const told = journey.told.get(step);
  const { title, text: happens } =
    words.told[step === "dataKey" && circumstances.withPlaintext ? "dataKeySeen" : step];
  return (
    <div class="journey-steps">
      <nav aria-label={words.steps}>
        <ol class="journey-list">
          {steps.map((each, index) => (
            <li key={each}>
              <a
                href={linkTo(["journey"], { step: String(index + 1) })}
                aria-current={each === step ? "step" : undefined}
                class={journey.told.has(each) ? "done" : undefined}
              >
                <span class="journey-number">{index + 1}</span>
                <span class="journey-name">{words.told[each].title}</span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <section class="journey-step stack" aria-label={words.step(at + 1, steps.length)}>
        <div class="journey-head">
          <div aria-live="polite">
            <h2>{title}</h2>
            <p>{happens}</p>
          </div>
          <div class="row">
            <button
              class="button"
              disabled={at === 0}
              onClick={() => {
                go(-1);
              }}
            >
              <Icon name="back" />
              {words.back}
            </button>
            <button
              class="button"
              disabled={at === steps.length - 1}
              title={words.keysHint}
              onClick={() => {
                go(1);
              }}
            >
              {words.next}
              <Icon name="next" />
            </button>
          </div>
        </div>
        <Picture step={step} scene={sceneOf(step, circumstances)} />
        {notesAt(step, circumstances).map((note) => (
          <p key={note} class="journey-note">
            {words.notes[note]}
          </p>
        ))}
        {told === undefined ? (
          <p class="muted">{journey.failure === undefined ? words.empty : words.notReached}</p>
        ) : (
          <Findings key={step} told={told} />
        )}
        {step === "operator" && <AuditRecord connection={connection} journey={journey} />}
        {step === "eavesdropper" && <RequestsOfOthers connection={connection} journey={journey} />}
      </section>
    </div>
  );
}

/** The step that an address names, from 0 on; the first for anything else. */
function stepIn(text: string | null): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= steps.length ? number - 1 : 0;
}
