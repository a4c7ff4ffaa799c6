import { accessName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";

/** DeleteApplicationAccessPoint: deletes an application access point, and its client keys. */
export const deleteApplicationAccessPoint = defineOperation({
  ...accessChange,
  name: "DeleteApplicationAccessPoint",
  summary: "Deletes an application access point",
  request: { Name: accessName },
  answer: {},
  repeatable: false,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
