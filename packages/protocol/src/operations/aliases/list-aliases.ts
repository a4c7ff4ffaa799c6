import * as z from "zod/mini";
import { aliasRow } from "./fields.ts";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** ListAliases: lists the aliases of the caller's account in a region, oldest first. */
export const listAliases = defineOperation({
  name: "ListAliases",
  summary: "Lists aliases",
  request: { ...paging },
  answer: {
    Aliases: list("Alias", z.object(aliasRow)),
    ...pagingAnswer,
  },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  remedies: { "Forbidden.AliasNotFound": "ListAliases lists those that there are" },
  errors: ["InvalidParameter"],
});
