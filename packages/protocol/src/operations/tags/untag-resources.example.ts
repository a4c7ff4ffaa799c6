import { example } from "../../examples/example.ts";
import { untagResources } from "./untag-resources.ts";

/** A sound request of UntagResources. */
export const untagResourcesExample = example(untagResources, {
  request: ({ key, other }) => ({
    ResourceType: "key" as const,
    ResourceId: [key.KeyId, other.KeyId],
    TagKey: ["team"],
  }),
  touches: ({ key, other }) => [`key/${key.KeyId}`, `key/${other.KeyId}`],
  answer: () => ({}),
});
