import { defineOperation } from "../../operation.ts";
import { resourceNames, tagKeysText } from "./fields.ts";
import { tagChange } from "./tag-change.ts";

/** UntagResource: takes tags of a resource away. Of the older family: it takes one. */
export const untagResource = defineOperation({
  ...tagChange,
  name: "UntagResource",
  summary: "Takes tags of a key or a secret away",
  request: { ...resourceNames, TagKeys: tagKeysText },
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.ResourceNotFound",
    "Rejected.StateModifiedFailed",
  ],
});
