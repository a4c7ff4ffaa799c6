import { instanceId } from "../../fields/identifiers.ts";
import { oneOf } from "../../fields/text.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation, networkId, networkIds } from "./instance-operation.ts";

/** ConnectKmsInstance: puts a new KMS instance into a VPC; until then it cannot be used. */
export const connectKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "changes",
  name: "ConnectKmsInstance",
  summary: "Connects a KMS instance to a VPC",
  methods: ["POST"],
  request: {
    KmsInstanceId: instanceId,
    KMProvider: oneOf(["Aliyun"]),
    VpcId: networkId,
    VSwitchIds: networkIds,
    ZoneIds: networkIds,
  },
  answer: {},
  repeatable: false,
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound", "Forbidden.DKMSInstanceStateInvalid"],
});
