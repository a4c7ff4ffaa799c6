import * as z from "zod/mini";
import { aliasRow } from "./fields.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** ListAliasesByKeyId: lists the aliases of one key, oldest first. */
export const listAliasesByKeyId = defineOperation({
  name: "ListAliasesByKeyId",
  summary: "Lists the aliases of a key",
  request: { KeyId: keyName, ...paging },
  answer: { Aliases: list("Alias", z.object(aliasRow)), ...pagingAnswer },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Unsupported.Alias"],
});
