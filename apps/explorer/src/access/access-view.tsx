import { linkTo } from "../address/route.ts";
import type { ViewProps } from "../frame/view.ts";
import { Tabs } from "../parts/tabs.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";
import { Exporters } from "./exporters.tsx";
import { Recipients } from "./recipients.tsx";
import { Roles } from "./roles.tsx";
import { Users } from "./users.tsx";
import "./access.css";

/** Who may do what: `#/access/users`, `roles`, `recipients`, and `#/access/exporters/{KeyId}`. */
export default function AccessView({ connection, path: [chosen = "users", key] }: ViewProps) {
  const words = speaks(en, zh);
  return (
    <div class="stack">
      <h1>{words.title}</h1>
      <p class="muted">{words.lead}</p>
      <Tabs
        name={words.tabs}
        chosen={chosen}
        onChoose={(tab) => {
          location.hash = linkTo(["access", tab]);
        }}
        tabs={[
          { key: "users", name: words.users, content: () => <Users connection={connection} /> },
          { key: "roles", name: words.roles, content: () => <Roles connection={connection} /> },
          {
            key: "recipients",
            name: words.recipients,
            content: () => <Recipients connection={connection} />,
          },
          {
            key: "exporters",
            name: words.exporters,
            content: () => <Exporters connection={connection} asked={key} />,
          },
        ]}
      />
    </div>
  );
}
