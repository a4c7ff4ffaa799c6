import { example } from "../../examples/example.ts";
import { tagResource } from "./tag-resource.ts";

/** A sound request of TagResource. */
export const tagResourceExample = example(tagResource, {
  request: ({ key }) => ({ KeyId: key.KeyId, Tags: [{ TagKey: "team", TagValue: "pay" }] }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
