import { listTagResources } from "@keyferry/protocol";
import { keepInAddress, linkTo, route } from "../address/route.ts";
import { useCall } from "../connection/use-call.ts";
import type { ViewProps } from "../frame/view.ts";
import { Empty } from "../parts/empty.tsx";
import { Filters, type Filter } from "../parts/filters.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { speaks } from "../text/text.ts";
import { tags as en } from "../text/en/tags.ts";
import { tags as zh } from "../text/zh/tags.ts";

/** What may have tags, and the view that shows one of them. */
const kinds = { key: "keys", secret: "secrets", instance: "instances" } as const;
type Kind = keyof typeof kinds;

const filters: readonly Filter<"Key" | "Value">[] = [{ name: "Key" }, { name: "Value" }];

/** The tags of all resources of a kind, a row each. */
export default function TagsView({ connection }: ViewProps) {
  const words = speaks(en, zh);
  const { query } = route.value;
  const all = Object.keys(kinds) as readonly Kind[];
  const kind = all.find((one) => one === query.get("kind")) ?? "key";
  const [key, value, token] = ["Key", "Value", "next"].map((name) => query.get(name) ?? "");
  const outcome = useCall(connection, listTagResources, {
    ResourceType: kind,
    ...(key && { Tag: [{ Key: key, ...(value && { Value: value }) }] }),
    ...(token && { NextToken: token }),
  });
  return (
    <div class="stack">
      <div class="row between">
        <h1>{words.title}</h1>
        <a class="button chief" href={linkTo(["operations", "TagResources"], { ResourceType: kind })}>
          {words.add}
        </a>
      </div>
      <p class="muted">{words.lead}</p>
      <Filters filters={filters} />
      <Tabs
        name={words.kind}
        chosen={kind}
        onChoose={(chosen) => {
          keepInAddress({ kind: chosen });
        }}
        tabs={all.map((one) => ({
          key: one,
          name: one,
          content: () => (
            <Loaded outcome={outcome}>
              {({ TagResources: rows, NextToken: next }) => (
                <>
                  {rows.length === 0 ? (
                    <Empty says={words.none} />
                  ) : (
                    <Table
                      of={words.title}
                      rows={rows}
                      keyOf={({ ResourceId, TagKey }) => `${ResourceId} ${TagKey}`}
                      columns={[
                        {
                          name: "ResourceId",
                          cell: ({ ResourceId }) => (
                            <a href={linkTo([kinds[one], ResourceId])}>{ResourceId}</a>
                          ),
                        },
                        { name: "TagKey", cell: ({ TagKey }) => <code>{TagKey}</code> },
                        { name: "TagValue", cell: ({ TagValue }) => <code>{TagValue}</code> },
                      ]}
                    />
                  )}
                  <p class="row">
                    {token !== "" && (
                      <a class="button" href={linkTo(["tags"], { kind, Key: key, Value: value })}>
                        {words.first}
                      </a>
                    )}
                    {next !== undefined && (
                      <a class="button" href={linkTo(["tags"], { kind, Key: key, Value: value, next })}>
                        {words.more}
                      </a>
                    )}
                  </p>
                </>
              )}
            </Loaded>
          ),
        }))}
      />
    </div>
  );
}
