import type { KeyExporters } from "@keyferry/inspect";
import type { Connection } from "../connection/connection.ts";
import { useLook } from "../connection/look.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { Notice } from "../parts/notice.tsx";
import { Table } from "../parts/table.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";

type Exporter = KeyExporters["exporters"][number];
type Reached = Exporter["reached"][number];
type Group = Reached["recipients"];

/** Who may export data keys of a key, and to whom. @param asked id or ARN of the key */
export function ExportersOf({
  connection,
  asked,
}: {
  readonly connection: Connection;
  readonly asked: string;
}) {
  const words = speaks(en, zh);
  const outcome = useLook(connection, "exporters", { key: asked });
  return (
    <Loaded outcome={outcome}>
      {({ key, exporters }) => {
        // Whoever reads looks for somebody: all that one may do stands together.
        const rows = exporters.toSorted((one, other) => one.principal.localeCompare(other.principal));
        const free = [...new Set(exporters.filter(({ toAny }) => toAny).map(({ principal }) => principal))];
        return (
          <>
            <p class="muted">
              <LongValue value={key} of="ARN" most={72} />
            </p>
            {exporters.length === 0 && <Empty says={words.nobody} />}
            {free.length > 0 && (
              <Notice kind="amber" title={words.warning}>
                <ul>
                  {free.map((principal) => (
                    <li key={principal}>
                      <code>{principal}</code>
                    </li>
                  ))}
                </ul>
                <p>{words.warningNext}</p>
              </Notice>
            )}
            {exporters.length > 0 && (
              <Table
                of={words.exporters}
                rows={rows}
                keyOf={({ principal, action }) => `${principal} ${action}`}
                columns={[
                  { name: words.who, cell: (one) => <Who exporter={one} /> },
                  { name: words.permission, cell: ({ action }) => <code>{action}</code> },
                  { name: words.toWhom, cell: (one) => <ToWhom exporter={one} /> },
                ]}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Who({ exporter: { principal, ownPoliciesToo } }: { readonly exporter: Exporter }) {
  const words = speaks(en, zh);
  return (
    <>
      <code>{principal}</code>
      {ownPoliciesToo && <div class="muted">{words.ownPoliciesToo}</div>}
    </>
  );
}

function ToWhom({ exporter: { reached, excepted } }: { readonly exporter: Exporter }) {
  const words = speaks(en, zh);
  return (
    <ul>
      {reached.map((one) => (
        <li key={JSON.stringify(one.recipients)}>
          <ToGroup reached={one} />
        </li>
      ))}
      {excepted.map((group) => (
        <li key={JSON.stringify(group)}>
          {words.notTo} <Named group={group} />
        </li>
      ))}
    </ul>
  );
}

function ToGroup({ reached: { recipients, algorithms, conditions } }: { readonly reached: Reached }) {
  const words = speaks(en, zh);
  return (
    <>
      <Named group={recipients} />
      <div class="muted">{algorithms.join(", ")}</div>
      {conditions.map(({ effect, operator, key, values }) => (
        <div key={`${effect} ${operator} ${key} ${values.join()}`}>
          {effect === "Allow" ? words.onlyIf : words.unless}{" "}
          <code>
            {key} {operator} {values.join(", ")}
          </code>
        </div>
      ))}
    </>
  );
}

function Named({ group }: { readonly group: Group }) {
  const words = speaks(en, zh);
  switch (group.kind) {
    case "any":
      return <span class="mark amber">{words.anyRecipient}</span>;
    case "named":
      return (
        <>
          <span class="mark accent">{group.name}</span>{" "}
          <LongValue value={group.fingerprint} of={words.fingerprint} />
        </>
      );
    case "name":
      return <>{words.called(group.name)}</>;
    case "fingerprint":
      return <LongValue value={group.fingerprint} of={words.fingerprint} most={40} />;
    case "like":
      return <>{words.like(group.patterns.join(", "))}</>;
  }
}
