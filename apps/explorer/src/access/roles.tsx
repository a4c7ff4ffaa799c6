import type { Connection } from "../connection/connection.ts";
import { useLook } from "../connection/look.ts";
import { Empty } from "../parts/empty.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Table } from "../parts/table.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";
import { namesAsked, PagesByName } from "./pages-by-name.tsx";
import { Policies } from "./policies.tsx";

/** The roles of the account: who may assume them, and what they may do then. */
export function Roles({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const outcome = useLook(connection, "roles", namesAsked());
  return (
    <Loaded outcome={outcome}>
      {({ roles, next, total }) =>
        total === 0 ? (
          <Empty says={words.noRoles} />
        ) : (
          <>
            <Table
              of={words.roles}
              rows={roles}
              keyOf={({ name }) => name}
              columns={[
                { name: words.name, cell: ({ name }) => <code>{name}</code> },
                { name: words.longest, cell: ({ maxSessionSeconds }) => words.seconds(maxSessionSeconds) },
                {
                  name: words.policies,
                  cell: ({ name, policies, trustPolicy }) => (
                    <Policies
                      name={name}
                      attached={[
                        { title: words.trustPolicy, documents: [trustPolicy] },
                        { title: words.policies, documents: policies },
                      ]}
                    />
                  ),
                },
              ]}
            />
            <PagesByName shown={roles.length} total={total} next={next} />
          </>
        )
      }
    </Loaded>
  );
}
