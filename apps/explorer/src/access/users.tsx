import type { InspectedUser, UsersPage } from "@keyferry/inspect";
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

/** The users of the account, with their groups, access keys and policies. */
export function Users({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const outcome = useLook(connection, "users", namesAsked());
  return (
    <Loaded outcome={outcome}>
      {({ users, groups, next, total }) =>
        total === 0 ? (
          <Empty says={words.noUsers} />
        ) : (
          <>
            <Table
              of={words.users}
              rows={users}
              keyOf={({ name }) => name}
              columns={[
                { name: words.name, cell: ({ name }) => <code>{name}</code> },
                { name: words.groups, cell: (user) => user.groups.join(", ") || words.none },
                { name: words.accessKeys, cell: ({ accessKeys }) => <AccessKeys keys={accessKeys} /> },
                {
                  name: words.policies,
                  cell: (user) => <Policies name={user.name} attached={policiesOf(user, groups)} />,
                },
              ]}
            />
            <PagesByName shown={users.length} total={total} next={next} />
          </>
        )
      }
    </Loaded>
  );

  function policiesOf({ name, policies, groups: of }: InspectedUser, groups: UsersPage["groups"]) {
    const ofGroups = groups.filter((group) => of.includes(group.name));
    return [
      { title: words.policies, documents: policies },
      ...ofGroups.map((group) => ({
        title: words.groupPolicies(name, group.name),
        documents: group.policies,
      })),
    ];
  }
}

function AccessKeys({ keys }: { readonly keys: InspectedUser["accessKeys"] }) {
  const words = speaks(en, zh);
  if (keys.length === 0) return <span class="muted">{words.none}</span>;
  return (
    <ul>
      {keys.map(({ id, active }) => (
        <li key={id}>
          <code>{id}</code> {!active && <span class="mark">{words.inactive}</span>}
        </li>
      ))}
    </ul>
  );
}
