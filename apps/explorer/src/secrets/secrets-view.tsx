import { describeSecret, listSecrets, listSecretVersionIds, secretTypes } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import type { Connection } from "../connection/connection.ts";
import { useCall } from "../connection/use-call.ts";
import type { ViewProps } from "../frame/view.ts";
import { AddressTabs } from "../parts/address-tabs.tsx";
import { Empty } from "../parts/empty.tsx";
import { Facts, Moment } from "../parts/facts.tsx";
import { Filters, filtersAsked, type Filter } from "../parts/filters.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { pageAsked, Pages } from "../parts/pages.tsx";
import { Table } from "../parts/table.tsx";
import { WhatCanBeDone } from "../parts/what-can-be-done.tsx";
import { speaks } from "../text/text.ts";
import { secrets as en } from "../text/en/secrets.ts";
import { secrets as zh } from "../text/zh/secrets.ts";

const filters: readonly Filter<"SecretName" | "SecretType" | "TagKey">[] = [
  { name: "SecretName" },
  { name: "SecretType", values: secretTypes },
  { name: "TagKey" },
];

/** All secrets, or one of them: `#/secrets/{SecretName}`. */
export default function SecretsView({ connection, path: [name] }: ViewProps) {
  if (name === undefined) return <AllSecrets connection={connection} />;
  return <OneSecret key={name} connection={connection} name={name} />;
}

function AllSecrets({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const asked = filtersAsked(filters);
  const outcome = useCall(connection, listSecrets, {
    PageNumber: pageAsked(),
    ...(asked !== undefined && { Filters: asked }),
  });
  const create = (
    <a class="button chief" href={linkTo(["operations", "CreateSecret"])}>
      {words.create}
    </a>
  );
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.title}</h1>
        {create}
      </div>
      <p class="muted">{words.lead}</p>
      <Filters filters={filters} />
      <Loaded outcome={outcome}>
        {({ SecretList: rows, ...pages }) =>
          rows.length === 0 ? (
            <Empty says={asked === undefined ? words.none : words.noneSuch} />
          ) : (
            <>
              <Table
                of={words.title}
                rows={rows}
                keyOf={({ SecretName }) => SecretName}
                columns={[
                  {
                    name: "SecretName",
                    cell: ({ SecretName, PlannedDeleteTime }) => (
                      <>
                        <a href={linkTo(["secrets", SecretName])}>{SecretName}</a>
                        {PlannedDeleteTime !== undefined && (
                          <div>
                            <span class="mark amber">
                              {words.deletedAt} <Moment at={PlannedDeleteTime} />
                            </span>
                          </div>
                        )}
                      </>
                    ),
                  },
                  { name: "SecretType", cell: ({ SecretType }) => SecretType },
                  { name: "UpdateTime", cell: ({ UpdateTime }) => <Moment at={UpdateTime} /> },
                ]}
              />
              <Pages {...pages} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

interface OfSecret {
  readonly connection: Connection;
  readonly name: string;
}

function OneSecret({ connection, name }: OfSecret) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, describeSecret, { SecretName: name, FetchTags: true });
  return (
    <div class="stack">
      <p>
        <a href={linkTo(["secrets"])}>{words.title}</a>
      </p>
      <h1>{name}</h1>
      <Loaded outcome={outcome}>
        {(secret) => (
          <AddressTabs
            name={words.tabs}
            tabs={[
              {
                key: "overview",
                name: words.overview,
                content: () => <Facts of={{ ...secret, RequestId: undefined }} />,
              },
              {
                key: "versions",
                name: words.versions,
                content: () => <Versions connection={connection} name={name} />,
              },
              {
                key: "what",
                name: words.what,
                content: () => <WhatCanBeDone kind="secret" name={name} />,
              },
            ]}
          />
        )}
      </Loaded>
    </div>
  );
}

function Versions({ connection, name }: OfSecret) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, listSecretVersionIds, { SecretName: name, PageNumber: pageAsked() });
  return (
    <Loaded outcome={outcome}>
      {({ VersionIds: versions, ...pages }) =>
        versions.length === 0 ? (
          <Empty says={words.noVersions} />
        ) : (
          <>
            <Table
              of={words.versions}
              rows={versions}
              keyOf={({ VersionId }) => VersionId}
              columns={[
                { name: "VersionId", cell: ({ VersionId }) => <LongValue value={VersionId} most={40} /> },
                { name: "VersionStages", cell: ({ VersionStages }) => VersionStages.join(", ") },
                { name: "CreateTime", cell: ({ CreateTime }) => <Moment at={CreateTime} /> },
              ]}
            />
            <Pages {...pages} />
          </>
        )
      }
    </Loaded>
  );
}
