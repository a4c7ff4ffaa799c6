import { operations, type Operation, type ServiceError } from "@keyferry/protocol";
import { serverStringToSign, type SignatureSteps } from "@keyferry/signature/steps";
import { linkTo } from "../../address/route.ts";
import type { Connection } from "../../connection/connection.ts";
import { Facts } from "../../parts/facts.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Comparison } from "../../signature/comparison.tsx";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";
import { sharedOf, type Values } from "../../draft/values.ts";
import { ExplanationBeside } from "./explanation-beside.tsx";

/** A refusal: what the service says, why it says it, and what to do next. */
export function Refusal({
  refusal,
  connection,
  parameters,
  signed,
  explanation,
}: {
  readonly refusal: ServiceError;
  readonly connection: Connection;
  readonly parameters: Values;
  /** What was refused, as it was signed. */
  readonly signed: SignatureSteps;
  /** URL of its explanation, where the server made one. */
  readonly explanation: string | undefined;
}) {
  const says = speaks(en, zh);
  const { code, message, accessDenied } = refusal;
  const remedy = remedyOf(code);
  const theirs = serverStringToSign(message);
  return (
    <Notice kind="refused" title={code}>
      {theirs === undefined ? <p>{message}</p> : <Comparison client={signed.stringToSign} server={theirs} />}
      {explanation !== undefined && <ExplanationBeside connection={connection} url={explanation} />}
      {accessDenied !== undefined && (
        <>
          <h3>AccessDeniedDetail</h3>
          <Facts of={{ ...accessDenied }} />
        </>
      )}
      {remedy !== undefined && (
        <p>
          <a class="button" href={linkTo(["operations", remedy.name], sharedOf(remedy, parameters))}>
            {says.openForm(remedy.name)}
          </a>{" "}
          {explanation === undefined && <span class="muted">{remedy.says}</span>}
        </p>
      )}
    </Notice>
  );
}

/** The operation that does something about a refusal, and how. */
function remedyOf(code: string): (Operation & { readonly says: string }) | undefined {
  for (const operation of Object.values<Operation>({ ...operations })) {
    const says = Object.entries(operation.remedies ?? {}).find(([refused]) => refused === code)?.[1];
    if (says !== undefined) return { ...operation, says };
  }
  return undefined;
}
