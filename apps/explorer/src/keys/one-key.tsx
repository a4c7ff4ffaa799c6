import {
  describeKey,
  getKeyPolicy,
  listAliasesByKeyId,
  listKeyVersions,
  listResourceTags,
} from "@keyferry/protocol";
import { linkTo } from "../address/route.ts";
import type { Connection } from "../connection/connection.ts";
import { useCall } from "../connection/use-call.ts";
import { AddressTabs } from "../parts/address-tabs.tsx";
import { CodeBox } from "../parts/code-box.tsx";
import { Empty } from "../parts/empty.tsx";
import { Facts, Moment } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { LongValue } from "../parts/long-value.tsx";
import { pageAsked, Pages } from "../parts/pages.tsx";
import { StateMark } from "../parts/state-mark.tsx";
import { Table } from "../parts/table.tsx";
import { WhatCanBeDone } from "../parts/what-can-be-done.tsx";
import { speaks } from "../text/text.ts";
import { keys as en } from "../text/en/keys.ts";
import { keys as zh } from "../text/zh/keys.ts";
import { indented } from "../parts/indented.ts";

interface OfKey {
  readonly connection: Connection;
  readonly keyId: string;
}

/** One key: what is known of it, its versions, aliases, tags and policy, and the forms that take it. */
export function OneKey({ connection, keyId }: OfKey) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, describeKey, { KeyId: keyId });
  return (
    <div class="stack">
      <p>
        <a href={linkTo(["keys"])}>{words.title}</a>
      </p>
      <h1 class="mono">{keyId}</h1>
      <Loaded outcome={outcome}>
        {({ KeyMetadata: key }) => (
          <>
            <p class="row">
              <StateMark state={key.KeyState} />
              <span class="mark">{key.KeySpec}</span>
              <span class="mark">{key.KeyUsage}</span>
              <a href={linkTo(["access", "exporters", key.KeyId])}>{words.exporters}</a>
            </p>
            <AddressTabs
              name={words.tabs}
              tabs={[
                { key: "overview", name: words.overview, content: () => <Facts of={key} /> },
                {
                  key: "versions",
                  name: words.versions,
                  content: () => (
                    <Versions connection={connection} keyId={key.KeyId} primary={key.PrimaryKeyVersion} />
                  ),
                },
                {
                  key: "aliases",
                  name: words.aliases,
                  content: () => <AliasesOfKey connection={connection} keyId={key.KeyId} />,
                },
                {
                  key: "tags",
                  name: words.tags,
                  content: () => <TagsOfKey connection={connection} keyId={key.KeyId} />,
                },
                {
                  key: "policy",
                  name: words.policy,
                  content: () =>
                    key.DKMSInstanceId === undefined ? (
                      <Empty says={words.policyOfInstanceOnly} />
                    ) : (
                      <PolicyOfKey connection={connection} keyId={key.KeyId} />
                    ),
                },
                {
                  key: "what",
                  name: words.what,
                  content: () => <WhatCanBeDone kind="key" name={key.KeyId} />,
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Versions({ connection, keyId, primary }: OfKey & { readonly primary: string }) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, listKeyVersions, { KeyId: keyId, PageNumber: pageAsked() });
  return (
    <Loaded outcome={outcome}>
      {({ KeyVersions: versions, ...pages }) => (
        <>
          <Table
            of={words.versions}
            rows={versions}
            keyOf={({ KeyVersionId }) => KeyVersionId}
            columns={[
              {
                name: "KeyVersionId",
                cell: ({ KeyVersionId }) => (
                  <span class="row">
                    <LongValue value={KeyVersionId} of="KeyVersionId" most={36} />
                    {KeyVersionId === primary && <span class="mark accent">{words.primary}</span>}
                  </span>
                ),
              },
              { name: "CreationDate", cell: ({ CreationDate }) => <Moment at={CreationDate} /> },
            ]}
          />
          <Pages {...pages} />
        </>
      )}
    </Loaded>
  );
}

function AliasesOfKey({ connection, keyId }: OfKey) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, listAliasesByKeyId, { KeyId: keyId, PageNumber: pageAsked() });
  const create = (
    <a class="button" href={linkTo(["operations", "CreateAlias"], { KeyId: keyId })}>
      {words.createAlias}
    </a>
  );
  return (
    <Loaded outcome={outcome}>
      {({ Aliases: aliases, ...pages }) =>
        aliases.length === 0 ? (
          <Empty says={words.noAliases}>{create}</Empty>
        ) : (
          <>
            <Table
              of={words.aliases}
              rows={aliases}
              keyOf={({ AliasName }) => AliasName}
              columns={[
                { name: "AliasName", cell: ({ AliasName }) => AliasName },
                { name: "AliasArn", cell: ({ AliasArn }) => <LongValue value={AliasArn} most={48} /> },
              ]}
            />
            <Pages {...pages} />
            {create}
          </>
        )
      }
    </Loaded>
  );
}

function TagsOfKey({ connection, keyId }: OfKey) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, listResourceTags, { KeyId: keyId });
  const add = (
    <a class="button" href={linkTo(["operations", "TagResource"], { KeyId: keyId })}>
      {words.addTags}
    </a>
  );
  return (
    <Loaded outcome={outcome}>
      {({ Tags: tags }) =>
        tags.length === 0 ? (
          <Empty says={words.noTags}>{add}</Empty>
        ) : (
          <>
            <Facts of={Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]))} />
            {add}
          </>
        )
      }
    </Loaded>
  );
}

function PolicyOfKey({ connection, keyId }: OfKey) {
  const words = speaks(en, zh);
  const outcome = useCall(connection, getKeyPolicy, { KeyId: keyId });
  return (
    <Loaded outcome={outcome}>
      {({ Policy: policy }) => <CodeBox of={words.policy} value={indented(policy)} />}
    </Loaded>
  );
}
