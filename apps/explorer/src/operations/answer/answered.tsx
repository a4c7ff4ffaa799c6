import { readAnswer, ServiceError, type Operation } from "@keyferry/protocol";
import { useEffect, useRef } from "preact/hooks";
import type { Connection } from "../../connection/connection.ts";
import type { Signing } from "../../connection/signed-call.ts";
import { Notice } from "../../parts/notice.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import type { Made } from "../send/use-send.ts";
import { AnswerBody } from "./answer-body.tsx";
import { Refusal } from "./refusal.tsx";

/** What came of the call: status, time, RequestId, the answer; or the refusal and why. */
export function AnswerSection({
  operation,
  connection,
  made,
  onFormat,
}: {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly made: Made | undefined;
  /** Asks for the same once more, in the other form. */
  readonly onFormat: (format: Signing["format"]) => void;
}) {
  const says = speaks(en, zh);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (made === undefined) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    section.current?.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
  }, [made]);
  return (
    <section class="answer stack" aria-labelledby="answer-title" ref={section}>
      <h2 id="answer-title">{says.answer}</h2>
      {made === undefined && <p class="muted">{says.noAnswerYet}</p>}
      {made?.kind === "failed" && (
        <Notice kind="refused" title={says.failed}>
          <p>{made.message}</p>
        </Notice>
      )}
      {made?.kind === "answered" && <Answer {...{ operation, connection, made, onFormat }} />}
    </section>
  );
}

function Answer({
  operation,
  connection,
  made,
  onFormat,
}: {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly made: Extract<Made, { readonly kind: "answered" }>;
  readonly onFormat: (format: Signing["format"]) => void;
}) {
  const says = speaks(en, zh);
  const { answer, milliseconds } = made.sent;
  const refusal = refusalIn(operation, made);
  const requestId = answer.headers["x-acs-request-id"] ?? refusal?.requestId;
  return (
    <div class="stack">
      <p class="row" role="status">
        <span class={refusal === undefined ? "mark done" : "mark refused"}>
          {says.status(answer.status, refusal === undefined)}
        </span>
        <span class="muted">{says.took(Math.round(milliseconds))}</span>
        {requestId !== undefined && (
          <span class="muted answer-id">
            RequestId <code>{requestId}</code>
          </span>
        )}
      </p>
      {refusal !== undefined && (
        <Refusal
          refusal={refusal}
          connection={connection}
          parameters={made.parameters}
          signed={made.sent.signed}
          explanation={answer.headers["x-keyferry-explain"]}
        />
      )}
      <AnswerBody
        operation={operation}
        body={answer.body}
        format={made.signing.format}
        repeatable={operation.repeatable || refusal !== undefined}
        onFormat={onFormat}
      />
    </div>
  );
}

/** The refusal that an answer is; undefined for one that is none. */
function refusalIn(
  operation: Operation,
  { sent, signing }: Extract<Made, { readonly kind: "answered" }>,
): ServiceError | undefined {
  const { status, body } = sent.answer;
  try {
    readAnswer(operation, { status, text: body, format: signing.format });
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}
