import * as z from "zod/mini";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { resourceIds, resourceType, tagKeys } from "./fields.ts";
import { tagChange } from "./tag-change.ts";

/** UntagResources: takes tags of several resources away, of all of them or of none. */
export const untagResources = defineOperation({
  ...tagChange,
  name: "UntagResources",
  summary: "Takes tags of several resources away",
  request: {
    ResourceType: resourceType,
    ResourceId: resourceIds,
    TagKey: z.optional(tagKeys),
    /** Takes all tags away. Beside a TagKey it does not count. */
    All: z.optional(boolean),
  },
  errors: [
    "InvalidParameter",
    "InvalidResourceId.NotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Rejected.StateModifiedFailed",
  ],
});
