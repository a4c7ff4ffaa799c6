import { listSecrets, type RequestOf } from "@keyferry/protocol";
import type { SecretFilter } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { pageAnswer, pageOf } from "../../call/page.ts";
import { plannedDeletion, tagsAnswer } from "../../secrets/secret-answer.ts";

type Filters = NonNullable<RequestOf<typeof listSecrets>["Filters"]>;
type FilterName = Filters[number]["Key"];

/** ListSecrets. */
export const listSecretsHandler = handle(listSecrets, {
  resolve: (_, lookup) => ({ secrets: lookup.all("secret") }),
  async perform(request, _, { read }) {
    const page = pageOf(listSecrets, request);
    const { items, total } = await read.secrets.list(filterOf(request.Filters ?? []), page);
    const tagsOf = async (name: string) => ({ Tags: tagsAnswer(await read.tags.of("secret", name)) });
    const SecretList = items.map(async (secret) => ({
      SecretName: secret.name,
      SecretType: secret.type,
      CreateTime: new Date(secret.createdAt),
      UpdateTime: new Date(secret.updatedAt),
      ...plannedDeletion(secret),
      ...(request.FetchTags === true && (await tagsOf(secret.name))),
    }));
    return { SecretList: await Promise.all(SecretList), ...pageAnswer(page, total) };
  },
});

const properties = {
  SecretName: "name",
  Description: "description",
  TagKey: "tagKey",
  TagValue: "tagValue",
  DKMSInstanceId: "instance",
  SecretType: "type",
  Creator: "creator",
} as const satisfies Readonly<Record<FilterName, keyof SecretFilter>>;

/** Filters of the same key add up: any of their values matches. */
function filterOf(filters: Filters): SecretFilter {
  const filter: { -readonly [Property in keyof SecretFilter]: readonly string[] } = {};
  for (const { Key, Values } of filters) {
    const property = properties[Key];
    filter[property] = [...(filter[property] ?? []), ...Values];
  }
  return filter;
}
