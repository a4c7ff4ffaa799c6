import type { Connection } from "../connection/connection.ts";
import { useLook } from "../connection/look.ts";
import { Empty } from "../parts/empty.tsx";
import { Moment } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { Table } from "../parts/table.tsx";
import { access as en } from "../text/en/access.ts";
import { speaks } from "../text/text.ts";
import { access as zh } from "../text/zh/access.ts";
import { namesAsked, PagesByName } from "./pages-by-name.tsx";

/** The public keys that have names, by which policies speak of them. */
export function Recipients({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const outcome = useLook(connection, "recipients", namesAsked());
  return (
    <Loaded outcome={outcome}>
      {({ recipients, next, total }) =>
        total === 0 ? (
          <Empty says={words.noRecipients} />
        ) : (
          <>
            <Table
              of={words.recipients}
              rows={recipients}
              keyOf={({ name }) => name}
              columns={[
                { name: words.name, cell: ({ name }) => <code>{name}</code> },
                { name: words.spec, cell: ({ spec }) => <span class="mark">{spec}</span> },
                {
                  name: words.fingerprint,
                  cell: ({ fingerprint }) => <LongValue value={fingerprint} of={words.fingerprint} />,
                },
                {
                  name: words.publicKey,
                  cell: ({ publicKey }) => <LongValue value={publicKey} of={words.publicKey} most={16} />,
                },
                {
                  name: words.validUntil,
                  cell: ({ validUntil, ended }) =>
                    validUntil === null ? (
                      <span class="muted">{words.none}</span>
                    ) : (
                      <>
                        <Moment at={new Date(validUntil)} />{" "}
                        {ended && <span class="mark refused">{words.ended}</span>}
                      </>
                    ),
                },
                { name: words.note, cell: ({ note }) => note },
              ]}
            />
            <PagesByName shown={recipients.length} total={total} next={next} />
          </>
        )
      }
    </Loaded>
  );
}
