import { listKeys, type RequestOf } from "@keyferry/protocol";
import type { KeyFilter } from "@keyferry/store";
import { keyArn } from "../../call/arn.ts";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";

type Filters = NonNullable<RequestOf<typeof listKeys>["Filters"]>;
type FilterName = Filters[number]["Key"];

/** ListKeys. */
export const listKeysHandler = handle(listKeys, {
  resolve: (_, lookup) => ({ keys: lookup.all("key") }),
  async perform(request, _, { scope, read }) {
    const page = pageOf(listKeys, request);
    const { items, total } = await read.keys.list(filterOf(request.Filters ?? []), page);
    return {
      Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(scope, id) })),
      ...pageAnswer(page, total),
    };
  },
});

const properties = {
  KeyState: "state",
  KeySpec: "spec",
  KeyUsage: "usage",
  ProtectionLevel: "protectionLevel",
  DKMSInstanceId: "instance",
  keyId: "id",
  AliasName: "aliasName",
  CreatorType: "creatorType",
  Creator: "creator",
  TagKey: "tagKey",
  TagValue: "tagValue",
} as const satisfies Readonly<Record<FilterName, keyof KeyFilter>>;

/** Filters of the same key add up: any of their values matches. */
function filterOf(filters: Filters): KeyFilter {
  const filter: { -readonly [Property in keyof KeyFilter]: readonly string[] } = {};
  for (const { Key, Values } of filters) {
    const property = properties[Key];
    const values = Key === "AliasName" ? Values.map(aliasOf) : Values;
    filter[property] = [...(filter[property] ?? []), ...values];
  }
  return filter;
}

/** Programs name an alias in a filter with and without its prefix. */
function aliasOf(value: string): string {
  return value.startsWith("alias/") ? value : `alias/${value}`;
}
