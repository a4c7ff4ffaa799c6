import { useMemo } from "preact/hooks";
import { accessKey, accessKeyNumber } from "../../connection/access-key.ts";
import { newStamp, signedSteps } from "../../connection/signed-call.ts";
import { CodeBox } from "../../parts/code-box.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks, text } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { SideProps } from "./side-props.ts";

/** The request as it would be sent now. Time and nonce are new when it is. */
export function RequestTab({ operation, connection, parameters, signing }: SideProps) {
  const says = speaks(en, zh);
  const key = accessKey.value;
  const request = useMemo(
    () => {
      if (key === undefined) return undefined;
      try {
        return signedSteps(connection, operation, parameters, key, signing, newStamp()).request;
      } catch (error) {
        // Half of a character, say, cannot be signed: it may be half typed.
        if (error instanceof TypeError) return error;
        throw error;
      }
    },
    // One text for each request, so that time and nonce stay while nothing changes.
    [JSON.stringify([operation.name, parameters, signing, accessKeyNumber.value])],
  );
  if (request === undefined) return <p class="muted">{text.value.accessKey.needed}</p>;
  if (request instanceof TypeError) {
    return (
      <p class="muted">
        {says.cannotSign} {request.message}
      </p>
    );
  }
  const { method, target, headers, body } = request;
  const [, query = ""] = target.split("?");
  const pairs = [...new URLSearchParams(body === "" ? query : body)];
  const lines = Object.entries(headers).map(([name, value]) => `\n${name}: ${value}`);
  const begin = (of: string) => `${method} ${of} HTTP/1.1${lines.join("")}`;
  return (
    <div class="stack">
      <p class="muted">{says.requestLead}</p>
      <CodeBox value={begin(target)} of={says.requestHead} wraps>
        {begin(lineEach(target))}
      </CodeBox>
      {body !== "" && (
        <>
          <h2 class="side-title">{says.requestBody}</h2>
          <CodeBox value={body} of={says.requestBody} wraps>
            {lineEach(body)}
          </CodeBox>
        </>
      )}
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
    </div>
  );
}

/** A line for each parameter, to be read; what is copied has none. */
function lineEach(encoded: string): string {
  return encoded.replaceAll("&", "\n&");
}
