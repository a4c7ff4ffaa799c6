import type { InspectedRecord } from "@keyferry/inspect";
import { useState } from "preact/hooks";
import { linkTo } from "../address/route.ts";
import { CodeBox } from "../parts/code-box.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Moment } from "../parts/facts.tsx";
import { shortenedInside } from "../parts/long-value.tsx";
import { Table } from "../parts/table.tsx";
import { trail as en } from "../text/en/trail.ts";
import { speaks } from "../text/text.ts";
import { trail as zh } from "../text/zh/trail.ts";

type SealedRecord = Exclude<InspectedRecord, { readonly unsealed: object }>;
type CallRecord = Extract<SealedRecord, { readonly eventType: "ApiCall" }>;

/** Records of a trail, a row each; one is shown whole when it is asked for. */
export function Records({ records }: { readonly records: readonly InspectedRecord[] }) {
  const words = speaks(en, zh);
  const [shown, setShown] = useState<InspectedRecord | undefined>(undefined);
  return (
    <>
      <Table
        of={words.title}
        rows={records}
        keyOf={keyOf}
        columns={[
          {
            name: words.time,
            cell: (one) => ("unsealed" in one ? "" : <Moment at={new Date(one.eventTime)} />),
          },
          { name: words.operation, cell: (one) => <Operation record={one} /> },
          { name: words.outcome, cell: (one) => <Result record={one} /> },
          { name: words.caller, cell: (one) => <CallerOf record={one} /> },
          { name: words.resources, cell: (one) => <Resources record={one} /> },
          {
            name: words.details,
            cell: (one) => (
              <button
                class="button quiet"
                onClick={() => {
                  setShown(one);
                }}
              >
                {words.details}
              </button>
            ),
          },
        ]}
      />
      {shown !== undefined && (
        <Dialog
          title={words.record}
          onClose={() => {
            setShown(undefined);
          }}
        >
          <CodeBox of={words.json} value={JSON.stringify(shown, undefined, 2)} wraps />
        </Dialog>
      )}
    </>
  );
}

function keyOf(record: InspectedRecord): string {
  if ("unsealed" in record) return `at ${String(record.unsealed.at)}`;
  const { id, sequence } = record.chain;
  return `${id} ${String(sequence)}`;
}

function isCall(record: InspectedRecord): record is CallRecord {
  return "eventType" in record && record.eventType === "ApiCall";
}

function Operation({ record }: { readonly record: InspectedRecord }) {
  const words = speaks(en, zh);
  if ("unsealed" in record) return <>{words.unsealedSays(record.unsealed.bytes)}</>;
  if (!isCall(record)) return <span class="muted">{words.events[record.eventName]}</span>;
  const { eventName, additionalEventData } = record;
  const { control } = additionalEventData;
  if (control !== undefined) {
    return <span class="muted">{words.looked(control.replace(/^inspect\//, ""))}</span>;
  }
  if (eventName === undefined) return <span class="muted">{words.noOperation}</span>;
  return <a href={linkTo(["operations", eventName])}>{eventName}</a>;
}

function Result({ record }: { readonly record: InspectedRecord }) {
  const words = speaks(en, zh);
  if ("unsealed" in record) return <span class="mark refused">{words.unsealed}</span>;
  if (!isCall(record)) return null;
  const { errorCode } = record;
  if (errorCode === undefined) return <span class="mark done">{words.done}</span>;
  const isTrial = errorCode === "DryRunOperationError";
  return <span class={isTrial ? "mark amber" : "mark refused"}>{errorCode}</span>;
}

function CallerOf({ record }: { readonly record: InspectedRecord }) {
  const words = speaks(en, zh);
  if (!isCall(record)) return null;
  const { userIdentity, sourceIpAddress } = record;
  const { type, userName, accessKeyId, unknownAccessKey } = userIdentity ?? {};
  const name = type === "root-account" ? "root" : (userName ?? accessKeyId);
  return (
    <>
      {name !== undefined ? (
        <code title={accessKeyId}>{name}</code>
      ) : (
        <span class="muted">{unknownAccessKey === undefined ? words.nobody : words.unknownKey}</span>
      )}
      <div class="muted">{sourceIpAddress}</div>
    </>
  );
}

function Resources({ record }: { readonly record: InspectedRecord }) {
  if (!isCall(record)) return null;
  const arns = Object.values(record.referencedResources ?? {}).flat();
  return (
    <ul>
      {arns.map((arn) => (
        <li key={arn}>
          <code title={arn}>{shortenedInside(arn.split(":").slice(4).join(":"), 28)}</code>
        </li>
      ))}
    </ul>
  );
}
