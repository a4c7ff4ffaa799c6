import * as z from "zod/mini";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { activeSecret, changeableKey } from "../../states.ts";
import { resourceIds, resourceType, tagKeys } from "./fields.ts";

/** UntagResources: takes tags of several resources away, of all of them or of none. */
export const untagResources = defineOperation({
  name: "UntagResources",
  summary: "Takes tags of several resources away",
  request: {
    ResourceType: resourceType,
    ResourceId: resourceIds,
    TagKey: z.optional(tagKeys),
    /** Takes all tags away. Beside a TagKey it does not count. */
    All: z.optional(boolean),
  },
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
    "InvalidResourceId.NotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Rejected.StateModifiedFailed",
  ],
});
