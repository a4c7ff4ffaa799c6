import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { keyVersion } from "./fields.ts";
import { list } from "../../codecs/list.ts";
import { paging, pagingAnswer } from "../../codecs/paging.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** ListKeyVersions: lists the versions of a key, oldest first. */
export const listKeyVersions = defineOperation({
  name: "ListKeyVersions",
  summary: "Lists the versions of a key",
  request: { KeyId: keyName, ...paging },
  answer: { KeyVersions: list("KeyVersion", z.object(keyVersion)), ...pagingAnswer },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  remedies: { "Forbidden.KeyVersionNotFound": "ListKeyVersions lists those that there are" },
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "Forbidden.AliasNotFound"],
});
