import type { Connection } from "../../connection/connection.ts";
import { useOutcome } from "../../connection/use-outcome.ts";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";

/** What of an explanation stands beside a refusal; the page of it says more. */
interface Explained {
  readonly advice: readonly string[];
  readonly beneath: string | null;
}

/** Why a call was refused, as its explanation says, and a way to the whole of it. */
export function ExplanationBeside({
  connection,
  url,
}: {
  readonly connection: Connection;
  readonly url: string;
}) {
  const says = speaks(en, zh);
  const { pathname } = new URL(url);
  const { value } = useOutcome(async () => {
    const answer = await connection.send({
      ...{ method: "GET", target: `${pathname}?format=json`, headers: {}, body: "" },
    });
    return answer.status === 200 ? (JSON.parse(answer.body) as Explained) : undefined;
  }, pathname);
  return (
    <div class="explained">
      {value?.advice.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {typeof value?.beneath === "string" && <p>{says.beneath(value.beneath)}</p>}
      {!connection.facts.playground && (
        <a href={pathname} target="_blank" rel="noopener">
          {says.wholeExplanation}
        </a>
      )}
    </div>
  );
}
