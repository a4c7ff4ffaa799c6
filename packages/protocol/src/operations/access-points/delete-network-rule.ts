import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";

/** DeleteNetworkRule: deletes a network rule. Policies that name it let nobody in by it any more. */
export const deleteNetworkRule = defineOperation({
  ...accessChange,
  name: "DeleteNetworkRule",
  summary: "Deletes a network rule",
  request: { Name: accessName },
  answer: {},
  repeatable: false,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
