import { defineOperation } from "../../operation.ts";
import { resourceNames, tags } from "./fields.ts";
import { tagChange } from "./tag-change.ts";

/** TagResource: gives a resource tags. Of the older family: it takes one. */
export const tagResource = defineOperation({
  ...tagChange,
  name: "TagResource",
  summary: "Gives a key or a secret tags",
  request: { ...resourceNames, Tags: tags },
  errors: [
    "MissingParameter",
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.ResourceNotFound",
    "Rejected.LimitExceeded",
    "Rejected.StateModifiedFailed",
  ],
});
