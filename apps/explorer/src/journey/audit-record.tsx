import { exportDataKey } from "@keyferry/protocol";
import { useState } from "preact/hooks";
import { accessKey } from "../connection/access-key.ts";
import type { Connection } from "../connection/connection.ts";
import { look } from "../connection/look.ts";
import { CodeBox } from "../parts/code-box.tsx";
import { journey as en } from "../text/en/journey.ts";
import { journey as zh } from "../text/zh/journey.ts";
import { speaks } from "../text/text.ts";
import { readExchange } from "./travel/exchange.ts";
import { secretOf } from "./travel/told.ts";
import { isReadableIn } from "./travel/traces.ts";
import type { Journey } from "./use-journey.ts";
import { messageOf } from "../connection/message-of.ts";

/** So many of the newest records are looked through. */
const most = 100;

/**
 * The audit record of the export, searched for the data key, when the reader asks: only the account's root may look, and a server
 * may have no trail that can be read.
 */
export function AuditRecord({
  connection,
  journey: { told },
}: {
  readonly connection: Connection;
  readonly journey: Journey;
}) {
  const words = speaks(en, zh);
  const [found, setFound] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const exported = told.get("export")?.exchanges[0];
  const dataKey = secretOf(told.get("open"));
  const key = accessKey.value;
  if (exported === undefined || dataKey === undefined || key === undefined) return null;
  const find = async () => {
    try {
      const { RequestId } = readExchange(exportDataKey, exported.answer);
      const { records } = await look(connection, key, "records", {
        operation: exportDataKey.name,
        limit: most,
      });
      const record = records.find((one) => "requestId" in one && one.requestId === RequestId);
      setFound(record && JSON.stringify(record, undefined, 2));
      setFailure(record === undefined ? words.noRecord : undefined);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <div class="stack">
      <button class="button" onClick={() => void find()}>
        {words.findRecord}
      </button>
      <div class="stack" aria-live="polite">
        {found !== undefined && (
          <p>
            <span class={isReadableIn(found, dataKey) ? "mark amber" : "mark done"}>
              {isReadableIn(found, dataKey) ? words.got.dataKey : words.got.nothing}
            </span>
          </p>
        )}
        {failure !== undefined && <p>{failure}</p>}
      </div>
      {found !== undefined && <CodeBox value={found} of={words.record} wraps />}
    </div>
  );
}
