import { getKmsInstance, listKmsInstances } from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import type { Connection } from "../connection/connection.ts";
import { useCall, useCalls } from "../connection/use-call.ts";
import type { ViewProps } from "../frame/view.ts";
import { AddressTabs } from "../parts/address-tabs.tsx";
import { CodeBox } from "../parts/code-box.tsx";
import { Empty } from "../parts/empty.tsx";
import { Facts, Moment } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { pageAsked, Pages } from "../parts/pages.tsx";
import { StateMark } from "../parts/state-mark.tsx";
import { Table } from "../parts/table.tsx";
import { WhatCanBeDone } from "../parts/what-can-be-done.tsx";
import { speaks } from "../text/text.ts";
import { instances as en } from "../text/en/instances.ts";
import { instances as zh } from "../text/zh/instances.ts";

/** All instances, or one of them: `#/instances/{KmsInstanceId}`. */
export default function InstancesView({ connection, path: [id] }: ViewProps) {
  if (id === undefined) return <AllInstances connection={connection} />;
  return <OneInstance key={id} connection={connection} id={id} />;
}

function AllInstances({ connection }: { readonly connection: Connection }) {
  const words = speaks(en, zh);
  const page = pageAsked();
  const outcome = useCalls(connection, String(page), async (call) => {
    const { KmsInstances: found, ...pages } = await call(listKmsInstances, { PageNumber: page });
    const rows = await Promise.all(
      found.map(async ({ KmsInstanceId }) => (await call(getKmsInstance, { KmsInstanceId })).KmsInstance),
    );
    return { rows, pages };
  });
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.title}</h1>
        <a class="button chief" href={linkTo(["operations", "ConnectKmsInstance"])}>
          {words.connect}
        </a>
      </div>
      <p class="muted">{words.lead}</p>
      <Loaded outcome={outcome}>
        {({ rows, pages }) =>
          rows.length === 0 ? (
            <Empty says={words.none} />
          ) : (
            <>
              <Table
                of={words.title}
                rows={rows}
                keyOf={({ InstanceId }) => InstanceId}
                columns={[
                  {
                    name: "InstanceId",
                    cell: ({ InstanceId }) => <a href={linkTo(["instances", InstanceId])}>{InstanceId}</a>,
                  },
                  { name: "InstanceName", cell: ({ InstanceName }) => InstanceName },
                  { name: "Status", cell: ({ Status }) => <StateMark state={Status} /> },
                  { name: "CreateTime", cell: ({ CreateTime }) => <Moment at={CreateTime} /> },
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

function OneInstance({ connection, id }: { readonly connection: Connection; readonly id: string }) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, getKmsInstance, { KmsInstanceId: id });
  return (
    <div class="stack">
      <p>
        <a href={linkTo(["instances"])}>{words.title}</a>
      </p>
      <h1 class="mono">{id}</h1>
      <Loaded outcome={outcome}>
        {({ KmsInstance: { CaCertificateChainPem: ca, ...instance } }) => (
          <>
            <p>
              <StateMark state={instance.Status} />
            </p>
            <AddressTabs
              name={words.tabs}
              tabs={[
                { key: "overview", name: words.overview, content: () => <Facts of={instance} /> },
                {
                  key: "ca",
                  name: words.ca,
                  content: () =>
                    ca === undefined ? <Empty says={words.noCa} /> : <CodeBox of={words.ca} value={ca} />,
                },
                {
                  key: "what",
                  name: words.what,
                  content: () => <WhatCanBeDone kind="instance" name={id} />,
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}
