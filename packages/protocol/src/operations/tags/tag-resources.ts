import { defineOperation } from "../../operation.ts";
import { newTags, resourceIds, resourceType } from "./fields.ts";
import { tagChange } from "./tag-change.ts";

/** TagResources: gives several resources the same tags, all of them or none. */
export const tagResources = defineOperation({
  ...tagChange,
  name: "TagResources",
  summary: "Gives several resources tags",
  request: { ResourceType: resourceType, ResourceId: resourceIds, Tag: newTags },
  errors: [
    "InvalidParameter",
    "InvalidParameter.TagKey",
    "InvalidParameter.TagValue",
    "Duplicate.TagKey",
    "InvalidResourceId.NotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Rejected.LimitExceeded",
    "Rejected.StateModifiedFailed",
  ],
});
