import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { listResourceTags } from "./list-resource-tags.ts";

/** A sound request of ListResourceTags. */
export const listResourceTagsExample = example(listResourceTags, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({
    Tags: ["orders", "returns"].map((TagValue) => ({
      KeyId: shownVersion.KeyId,
      TagKey: `of-${TagValue}`,
      TagValue,
    })),
  }),
});
