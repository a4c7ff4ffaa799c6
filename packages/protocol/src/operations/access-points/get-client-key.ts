import { clientKeyId } from "../../codecs/identifiers.ts";
import { defineOperation } from "../../operation.ts";
import { accessReading } from "./access-operation.ts";
import { clientKeyAnswer } from "./client-key-fields.ts";

/** GetClientKey: tells of a client key. */
export const getClientKey = defineOperation({
  ...accessReading,
  name: "GetClientKey",
  summary: "Tells of a client key",
  request: { ClientKeyId: clientKeyId },
  answer: clientKeyAnswer,
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.ResourceNotFound"],
});
