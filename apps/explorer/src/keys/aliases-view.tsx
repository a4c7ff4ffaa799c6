import { listAliases } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import { useCall } from "../connection/use-call.ts";
import type { ViewProps } from "../frame/view.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { pageAsked, Pages } from "../parts/pages.tsx";
import { Table } from "../parts/table.tsx";
import { speaks } from "../text/text.ts";
import { keys as en } from "../text/en/keys.ts";
import { keys as zh } from "../text/zh/keys.ts";

/** The aliases of the account, and the keys that they point at. */
export default function AliasesView({ connection }: ViewProps) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, listAliases, { PageNumber: pageAsked() });
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.aliases}</h1>
        <a class="button chief" href={linkTo(["operations", "CreateAlias"])}>
          {words.createAlias}
        </a>
      </div>
      <p class="muted">{words.aliasesLead}</p>
      <Loaded outcome={outcome}>
        {({ Aliases: aliases, ...pages }) =>
          aliases.length === 0 ? (
            <Empty says={words.noAliases} />
          ) : (
            <>
              <Table
                of={words.aliases}
                rows={aliases}
                keyOf={({ AliasName }) => AliasName}
                columns={[
                  { name: "AliasName", cell: ({ AliasName }) => AliasName },
                  {
                    name: "KeyId",
                    cell: ({ KeyId }) => <a href={linkTo(["keys", KeyId])}>{KeyId}</a>,
                  },
                  { name: "AliasArn", cell: ({ AliasArn }) => <LongValue value={AliasArn} most={32} /> },
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
