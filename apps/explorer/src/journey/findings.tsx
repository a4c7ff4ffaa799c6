import { encodeBase64 } from "@keyferry/bytes";
import { useState } from "preact/hooks";
import { CodeBox } from "../parts/code-box.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import { Attempts } from "./attempts.tsx";
import { coveredAnswerText, requestText } from "./exchange-text.ts";
import type { Exchange } from "./travel/exchange.ts";
import type { Fact, Told } from "./travel/told.ts";

/** What a step brought forth: values, what was tried, and what travelled. */
export function Findings({ told: { facts, attempts, exchanges } }: { readonly told: Told }) {
  const words = speaks(en, zh);
  return (
    <div class="stack">
      {facts.length > 0 && (
        <dl class="journey-facts">
          {facts.map((fact) => (
            <FactRow key={fact.name} fact={fact} />
          ))}
        </dl>
      )}
      {attempts.length > 0 && <Attempts of={words.attempts} attempts={attempts} />}
      {exchanges.map((exchange) => (
        <ExchangeBoxes key={exchange.request.body} exchange={exchange} />
      ))}
    </div>
  );
}

function FactRow({ fact }: { readonly fact: Fact }) {
  const { facts } = speaks(en, zh);
  const name = facts[fact.name];
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {"secret" in fact ? (
          <Covered secret={fact.secret} of={name} />
        ) : fact.value.length > 24 ? (
          <LongValue value={fact.value} of={name} most={44} />
        ) : (
          <code>{fact.value}</code>
        )}
      </dd>
    </div>
  );
}

/** A secret that is covered until somebody asks for it. */
function Covered({ secret, of }: { readonly secret: Uint8Array; readonly of: string }) {
  const words = speaks(en, zh);
  const [shown, setShown] = useState(false);
  return (
    <span class="row">
      {shown ? (
        <LongValue value={encodeBase64(secret)} of={of} most={44} />
      ) : (
        <span class="muted">{words.covered(secret.length)}</span>
      )}
      <button
        class="button quiet"
        aria-label={`${shown ? words.hide : words.show}: ${of}`}
        onClick={() => {
          setShown(!shown);
        }}
      >
        {shown ? words.hide : words.show}
      </button>
    </span>
  );
}

function ExchangeBoxes({ exchange }: { readonly exchange: Exchange }) {
  const words = speaks(en, zh);
  const { name } = exchange.operation;
  const [request, answer] = [requestText(exchange), coveredAnswerText(exchange)];
  return (
    <div class="journey-exchange">
      <details>
        <summary>{words.request(name)}</summary>
        <CodeBox value={request} of={words.request(name)} wraps />
      </details>
      <details>
        <summary>{words.answer(name)}</summary>
        <CodeBox value={answer} of={words.answer(name)} wraps />
      </details>
    </div>
  );
}
