import { example } from "../../examples/example.ts";
import { tagResources } from "./tag-resources.ts";

/** A sound request of TagResources. */
export const tagResourcesExample = example(tagResources, {
  request: ({ key, other }) => ({
    ResourceType: "key" as const,
    ResourceId: [key.KeyId, other.KeyId],
    Tag: [{ Key: "team", Value: "pay" }],
  }),
  touches: ({ key, other }) => [`key/${key.KeyId}`, `key/${other.KeyId}`],
  answer: () => ({}),
});
