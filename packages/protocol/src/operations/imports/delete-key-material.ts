import { keyName } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";
import { importErrors, importOperation } from "./import-operation.ts";

/** DeleteKeyMaterial: takes imported material away; the same can be imported again. */
export const deleteKeyMaterial = defineOperation({
  name: "DeleteKeyMaterial",
  summary: "Deletes imported key material",
  request: { KeyId: keyName },
  answer: {},
  ...importOperation,
  repeatable: true,
  throttleGroup: "changes",
  states: keyInAnyState,
  errors: [...importErrors, "Rejected.StateModifiedFailed"],
});
