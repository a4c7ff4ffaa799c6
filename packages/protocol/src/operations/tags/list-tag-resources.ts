import * as z from "zod/mini";
import { list } from "../../codecs/list.ts";
import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState, secretInAnyState } from "../../states.ts";
import { resourceIds, resourceType, tagFilters } from "./fields.ts";

/** ListTagResources: lists the tags of resources, one row per tag. */
export const listTagResources = defineOperation({
  name: "ListTagResources",
  summary: "Lists the tags of resources",
  request: {
    ResourceType: resourceType,
    ResourceId: z.optional(resourceIds),
    /** Only resources that have all of these. */
    Tag: z.optional(tagFilters),
    NextToken: z.optional(
      hint(
        "the NextToken of the page before",
        text({ max: 16, pattern: /^000[0-9a-f]{13}$/, form: "must be the NextToken of an answer" }),
      ),
    ),
  },
  answer: {
    TagResources: list(
      "TagResource",
      z.object({
        ResourceId: z.string(),
        ResourceType: z.string(),
        TagKey: z.string(),
        TagValue: z.string(),
      }),
    ),
    /** Absent on the last page. */
    NextToken: z.optional(z.string()),
  },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  secretStates: secretInAnyState,
  errors: [
    "InvalidParameter",
    "Duplicate.TagKey",
    "InvalidResourceId.NotFound",
    "Forbidden.DKMSInstanceNotFound",
  ],
});
