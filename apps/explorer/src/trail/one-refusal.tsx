import { linkTo } from "../address/route.ts";
import { CodeBox } from "../parts/code-box.tsx";
import { Moment } from "../parts/facts.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";
import { DeniedAccess } from "./denied-access.tsx";
import type { Refusal } from "./use-refusals.ts";

/** A refusal with what is known of its cause, and what to do. */
export function OneRefusal({ refusal }: { readonly refusal: Refusal }) {
  const words = speaks(en, zh);
  const { operation, code, status, message, time, requestId, gateway, beneath, advice, documented } = refusal;
  const { signature, access } = refusal;
  return (
    <article class="refusal stack">
      <div class="row between">
        <h2>
          {operation === null ? (
            <span class="muted">{words.noOperation}</span>
          ) : (
            <a href={linkTo(["operations", operation])}>{operation}</a>
          )}
        </h2>
        <span class="muted">
          <Moment at={new Date(time)} />
        </span>
      </div>
      <div class="row">
        <span class="mark refused">
          {code} ({status})
        </span>
        <span class="mark">{gateway}</span>
        <LongValue value={requestId} of="RequestId" most={16} />
      </div>
      <p class="said">{message}</p>
      {beneath !== null && <p>{words.dryRun(beneath)}</p>}
      {advice.length > 0 && (
        <section>
          <h3>{words.whatToDo}</h3>
          <ul class="advice">
            {advice.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {(signature !== undefined || access !== undefined || documented !== null) && (
        <details>
          <summary>{words.details}</summary>
          <div class="stack">
            {signature !== undefined && <Signature signature={signature} />}
            {access !== undefined && <DeniedAccess access={access} />}
            {documented !== null && (
              <p class="muted">
                {words.documented}: {documented.status}, {documented.message}
              </p>
            )}
          </div>
        </details>
      )}
    </article>
  );
}

function Signature({
  signature: { difference, canonicalRequest, stringToSign, scheme },
}: {
  readonly signature: NonNullable<Refusal["signature"]>;
}) {
  const words = speaks(en, zh);
  return (
    <>
      {difference !== undefined && (
        <section class="stack">
          <h3>{words.differs(difference.of, difference.at)}</h3>
          <p class="muted">{words.server}</p>
          <CodeBox of={words.server} value={difference.server} wraps />
          <p class="muted">{words.client}</p>
          <CodeBox of={words.client} value={difference.client} wraps />
        </section>
      )}
      {canonicalRequest !== undefined && (
        <section class="stack">
          <h3>{words.canonicalRequest}</h3>
          <CodeBox of={words.canonicalRequest} value={canonicalRequest} wraps />
        </section>
      )}
      <section class="stack">
        <h3>
          {words.stringToSign} ({scheme})
        </h3>
        <CodeBox of={words.stringToSign} value={stringToSign} wraps />
      </section>
    </>
  );
}
