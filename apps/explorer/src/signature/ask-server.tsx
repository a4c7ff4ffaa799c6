import { readAnswer, ServiceError, type Operation } from "@keyferry/protocol";
import { serverStringToSign, type SignatureSteps } from "@keyferry/signature/steps";
import { useId, useState } from "preact/hooks";
import type { AccessKey, Connection } from "../connection/connection.ts";
import {
  newStamp,
  sendable,
  sendSigned,
  signedSteps,
  type Sent,
  type Signing,
} from "../connection/signed-call.ts";
import { Notice } from "../parts/notice.tsx";
import { signature as en } from "../text/en/signature.ts";
import { speaks } from "../text/text.ts";
import { signature as zh } from "../text/zh/signature.ts";
import { Comparison } from "./comparison.tsx";
import { changedOnTheWay, mistakes, withWrongSecret, type Mistake } from "./mistake.ts";

/** What a request is signed from. */
export interface ToSign {
  readonly connection: Connection;
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accessKey: AccessKey;
  readonly signing: Signing;
}

/** Sends the request, rightly signed or with a mistake, and says what the server makes of its signature. */
export function AskServer({
  toSign,
  onSigned,
}: {
  readonly toSign: ToSign;
  /** Told the steps of each request that is sent. */
  readonly onSigned: (steps: SignatureSteps) => void;
}) {
  const { server } = speaks(en, zh);
  const id = useId();
  const [mistake, setMistake] = useState<Mistake>("none");
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [first] = Object.keys(toSign.parameters);
  const ask = async () => {
    setSending(true);
    try {
      const { connection, operation, parameters, accessKey, signing } = toSign;
      const key = mistake === "secret" ? withWrongSecret(accessKey) : accessKey;
      const steps = signedSteps(connection, operation, parameters, key, signing, newStamp());
      onSigned(steps);
      const request = sendable(steps);
      const sent = await sendSigned(
        connection,
        steps,
        mistake === "changed" && first !== undefined ? changedOnTheWay(request, first) : request,
      );
      setOutcome({ sent, refusal: refusalIn(toSign, sent) });
    } catch {
      setOutcome("no answer");
    } finally {
      setSending(false);
    }
  };
  return (
    <section class="stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{server.title}</h2>
      <p class="muted">{server.lead}</p>
      <div class="row">
        <label class="row" for={`${id}-mistake`}>
          {server.mistake}
          <select
            class="input fitting"
            id={`${id}-mistake`}
            value={mistake}
            onChange={({ currentTarget }) => {
              setMistake(currentTarget.value as Mistake);
            }}
          >
            {mistakes
              .filter((each) => each !== "changed" || first !== undefined)
              .map((each) => (
                <option key={each} value={each}>
                  {server.mistakes[each]}
                </option>
              ))}
          </select>
        </label>
        <button type="button" class="button chief" disabled={sending} onClick={() => void ask()}>
          {sending ? server.sending : server.send}
        </button>
      </div>
      <div aria-live="polite">{outcome && <Said outcome={outcome} />}</div>
    </section>
  );
}

type Outcome = "no answer" | { readonly sent: Sent; readonly refusal: ServiceError | undefined };

function Said({ outcome }: { readonly outcome: Outcome }) {
  const { server: says } = speaks(en, zh);
  if (outcome === "no answer") return <Notice kind="refused" title={says.noAnswer} />;
  const { sent, refusal } = outcome;
  const time = <p class="muted">{says.answered(sent.answer.status, Math.round(sent.milliseconds))}</p>;
  if (refusal === undefined) {
    return (
      <Notice kind="done" title={says.accepted}>
        {time}
      </Notice>
    );
  }
  const theirs = serverStringToSign(refusal.message);
  return theirs === undefined ? (
    <Notice kind="refused" title={says.otherwise(refusal.code)}>
      <p class="breaks">{refusal.message}</p>
      {time}
    </Notice>
  ) : (
    <Notice kind="refused" title={says.refused}>
      {time}
      <Comparison client={sent.signed.stringToSign} server={theirs} />
    </Notice>
  );
}

function refusalIn({ operation, signing }: ToSign, { answer }: Sent): ServiceError | undefined {
  try {
    readAnswer(operation, { status: answer.status, text: answer.body, format: signing.format });
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}
