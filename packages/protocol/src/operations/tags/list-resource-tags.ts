import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { list } from "../../codecs/list.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** ListResourceTags: lists the tags of a key. */
export const listResourceTags = defineOperation({
  name: "ListResourceTags",
  summary: "Lists the tags of a key",
  request: { KeyId: keyName },
  answer: {
    Tags: list("Tag", z.object({ KeyId: z.string(), TagKey: z.string(), TagValue: z.string() })),
  },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "tagReading",
  plane: "management",
  states: keyInAnyState,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound"],
});
