import { useState } from "preact/hooks";
import type { Connection } from "../connection/connection.ts";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import { Attempts } from "./attempts.tsx";
import { sendSeen, type Attempt } from "./travel/attempts.ts";
import { makeRecipientPair } from "./recipients/make-pair.ts";
import { secretOf } from "./travel/told.ts";
import type { Journey } from "./use-journey.ts";
import { messageOf } from "../connection/message-of.ts";

const ways = ["repeat", "swapRecipient"] as const;

/**
 * Requests that an eavesdropper can send, done when the reader asks: they are refused, and browsers write each refusal into
 * their console.
 */
export function RequestsOfOthers({
  connection,
  journey: { choices, told },
}: {
  readonly connection: Connection;
  readonly journey: Journey;
}) {
  const words = speaks(en, zh);
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const [failure, setFailure] = useState<string>();
  const seen = told.get("export")?.exchanges[0];
  const dataKey = secretOf(told.get("open"));
  if (choices === undefined || seen === undefined || dataKey === undefined) return null;
  const trySome = async () => {
    const own = await makeRecipientPair(choices.spec);
    try {
      const outcomes: Attempt[] = [];
      for (const how of ways) outcomes.push(await sendSeen(how, connection, seen, dataKey, own));
      setAttempts(outcomes);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      own.forget();
    }
  };
  return (
    <div class="stack">
      <p>{words.sendSeen}</p>
      <button class="button" onClick={() => void trySome()}>
        {words.trySeen}
      </button>
      <div aria-live="polite">
        {attempts.length > 0 && <Attempts of={words.trySeen} attempts={attempts} />}
        {failure !== undefined && <p>{words.failed.noAnswer(failure)}</p>}
      </div>
    </div>
  );
}
