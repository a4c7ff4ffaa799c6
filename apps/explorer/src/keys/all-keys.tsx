import { keySpecs, keyUsages, namesOf } from "@keyferry/algorithms";
import { describeKey, listAliases, listKeys, type KeyMetadata } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import type { Connection } from "../connection/connection.ts";
import { useCalls, type Call } from "../connection/use-call.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/facts.tsx";
import { Filters, filtersAsked, type Filter } from "../parts/filters.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { pageAsked, Pages } from "../parts/pages.tsx";
import { StateMark } from "../parts/state-mark.tsx";
import { Table } from "../parts/table.tsx";
import { speaks } from "../text/text.ts";
import { keys as en } from "../text/en/keys.ts";
import { keys as zh } from "../text/zh/keys.ts";

type FilterName = "KeyState" | "KeySpec" | "KeyUsage" | "AliasName";

const filters: readonly Filter<FilterName>[] = [
  { name: "KeyState", values: ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] },
  { name: "KeySpec", values: namesOf(keySpecs) },
  { name: "KeyUsage", values: keyUsages },
  { name: "AliasName" },
];

/** The keys of the account, page by page. */
export function AllKeys({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const asked = filtersAsked(filters);
  const page = pageAsked();
  const outcome = useCalls(connection, JSON.stringify([page, asked]), (call) => listed(call, page, asked));
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.title}</h1>
        <a class="button chief" href={linkTo(["operations", "CreateKey"])}>
          {words.create}
        </a>
      </div>
      <p class="muted">{words.lead}</p>
      <Filters filters={filters} />
      <Loaded outcome={outcome}>
        {({ rows, pages }) =>
          rows.length === 0 ? (
            <Empty says={asked === undefined ? words.none : words.noneSuch}>
              <a class="button" href={linkTo(["operations", "CreateKey"])}>
                {words.create}
              </a>
            </Empty>
          ) : (
            <>
              <Table
                of={words.title}
                rows={rows}
                keyOf={({ key }) => key.KeyId}
                columns={[
                  {
                    name: "KeyId",
                    cell: ({ key, aliases }) => (
                      <>
                        <a href={linkTo(["keys", key.KeyId])}>{aliases[0] ?? key.KeyId}</a>
                        {aliases.slice(1).map((alias) => (
                          <div key={alias}>{alias}</div>
                        ))}
                        {aliases.length > 0 && (
                          <div class="muted">
                            <LongValue value={key.KeyId} of="KeyId" />
                          </div>
                        )}
                      </>
                    ),
                  },
                  { name: "KeySpec", cell: ({ key }) => <code>{key.KeySpec}</code> },
                  { name: "KeyUsage", cell: ({ key }) => key.KeyUsage },
                  { name: "KeyState", cell: ({ key }) => <StateMark state={key.KeyState} /> },
                  { name: "CreationDate", cell: ({ key }) => <Moment at={key.CreationDate} /> },
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

interface KeyRow {
  readonly key: Pick<KeyMetadata, "KeyId" | "KeySpec" | "KeyUsage" | "KeyState" | "CreationDate">;
  readonly aliases: readonly string[];
}

/** A page of keys with what is known of each; the first hundred aliases of the account are put to them. */
async function listed(call: Call, page: number, asked: ReturnType<typeof filtersAsked<FilterName>>) {
  const [pages, { Aliases: aliases }] = await Promise.all([
    call(listKeys, { PageNumber: page, PageSize: 10, ...(asked !== undefined && { Filters: asked }) }),
    call(listAliases, { PageSize: 100 }),
  ]);
  const rows: readonly KeyRow[] = await Promise.all(
    pages.Keys.map(async ({ KeyId }) => ({
      key: (await call(describeKey, { KeyId })).KeyMetadata,
      aliases: aliases.filter((alias) => alias.KeyId === KeyId).map(({ AliasName }) => AliasName),
    })),
  );
  return { rows, pages };
}
