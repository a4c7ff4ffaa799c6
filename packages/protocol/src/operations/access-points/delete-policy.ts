import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";

/** DeletePolicy: deletes a policy. Access points that name it allow nothing by it any more. */
export const deletePolicy = defineOperation({
  ...accessChange,
  name: "DeletePolicy",
  summary: "Deletes a policy for access points",
  request: { Name: accessName },
  answer: {},
  repeatable: false,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
