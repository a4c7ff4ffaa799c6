import { instanceId } from "../../codecs/identifiers.ts";
import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { instanceNameForm } from "./fields.ts";
import { instanceOperation } from "./instance-operation.ts";

/** UpdateKmsInstance: gives a KMS instance another name. Terraform's provider sends it; no metadata has it. */
export const updateKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceChanges",
  name: "UpdateKmsInstance",
  summary: "Renames a KMS instance",
  request: {
    KmsInstanceId: instanceId,
    InstanceName: hint("any name", text(instanceNameForm)),
  },
  answer: {},
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound"],
});
