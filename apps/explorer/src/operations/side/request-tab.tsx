import { useMemo } from "preact/hooks";
import { accessKey } from "../../connection/access-key.ts";
import { signedRequest } from "../../connection/signed-call.ts";
import { CodeBox } from "../../parts/code-box.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks, text } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { SideProps } from "./side-props.ts";

/** The request as it would be sent now. Time and nonce are new when it is. */
export function RequestTab({ operation, connection, parameters, signing }: SideProps) {
  const says = speaks(en, zh);
  const key = accessKey.value;
  const madeOf = JSON.stringify([operation.name, parameters, signing, key?.id]);
  const request = useMemo(
    () =>
      key === undefined
        ? undefined
        : signedRequest(operation, parameters, key, {
            ...signing,
            ...{ now: Date.now(), nonce: crypto.randomUUID() },
          }),
    // The text is another one for another request.
    [madeOf],
  );
  if (request === undefined) return <p class="muted">{text.value.accessKey.needed}</p>;
  const headers = Object.entries({ host: connection.host, ...request.headers });
  const head = [
    `${request.method} ${request.target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ].join("\n");
  const pairs = [...new URLSearchParams(request.body)];
  return (
    <div class="stack">
      <p class="muted">{says.requestLead}</p>
      <CodeBox value={head} of={says.requestHead} wraps />
      {request.body !== "" && (
        <>
          <h3>{says.requestBody}</h3>
          <CodeBox value={request.body} of={says.requestBody} wraps>
            {request.body.replaceAll("&", "\n&")}
          </CodeBox>
          <details>
            <summary>{says.decoded(pairs.length)}</summary>
            <dl class="pairs">
              {pairs.map(([name, value]) => (
                <div key={name}>
                  <dt class="mono">{name}</dt>
                  <dd class="mono">{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
    </div>
  );
}
