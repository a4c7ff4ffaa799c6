import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { listTagResources } from "./list-tag-resources.ts";

/** A sound request of ListTagResources. */
export const listTagResourcesExample = example(listTagResources, {
  request: ({ key, other }) => ({ ResourceType: "key" as const, ResourceId: [key.KeyId, other.KeyId] }),
  touches: ({ key, other }) => [`key/${key.KeyId}`, `key/${other.KeyId}`],
  answer: () => ({
    TagResources: ["orders", "returns"].map((TagValue) => ({
      ResourceId: shownVersion.KeyId,
      ResourceType: "key",
      TagKey: `of-${TagValue}`,
      TagValue,
    })),
    NextToken: "00000000000000c8",
  }),
});
