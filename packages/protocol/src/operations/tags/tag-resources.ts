import { defineOperation, sharedGateways } from "../../operation.ts";
import { activeSecret, changeableKey } from "../../states.ts";
import { newTags, resourceIds, resourceType } from "./fields.ts";

/** TagResources: gives several resources the same tags, all of them or none. */
export const tagResources = defineOperation({
  name: "TagResources",
  summary: "Gives several resources tags",
  request: { ResourceType: resourceType, ResourceId: resourceIds, Tag: newTags },
  answer: {},
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: changeableKey,
  secretStates: activeSecret,
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
