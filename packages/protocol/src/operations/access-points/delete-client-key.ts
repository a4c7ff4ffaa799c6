import { clientKeyId } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";

/** DeleteClientKey: deletes a client key. Its application is let in by it no more. */
export const deleteClientKey = defineOperation({
  ...accessChange,
  name: "DeleteClientKey",
  summary: "Deletes a client key",
  request: { ClientKeyId: clientKeyId },
  answer: {},
  repeatable: false,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
