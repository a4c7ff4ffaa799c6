import { example } from "../../examples/example.ts";
import { untagResource } from "./untag-resource.ts";

/** A sound request of UntagResource. */
export const untagResourceExample = example(untagResource, {
  request: ({ key }) => ({ KeyId: key.AliasName, TagKeys: ["team"] }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({}),
});
