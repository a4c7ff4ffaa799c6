import { instanceId } from "../../codecs/identifiers.ts";
import { hint } from "../../codecs/marks.ts";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { networkId, networkIds } from "./fields.ts";
import { instanceOperation } from "./instance-operation.ts";

/** ConnectKmsInstance: puts a new KMS instance into a VPC; until then it cannot be used. */
export const connectKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceChanges",
  name: "ConnectKmsInstance",
  summary: "Connects a KMS instance to a VPC",
  methods: ["POST"],
  request: {
    KmsInstanceId: instanceId,
    KMProvider: oneOf(["Aliyun"]),
    VpcId: hint("id of a VPC", networkId),
    VSwitchIds: networkIds,
    ZoneIds: networkIds,
  },
  answer: {},
  repeatable: false,
  remedies: { "Forbidden.DKMSInstanceStateInvalid": "call ConnectKmsInstance first" },
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound", "Forbidden.DKMSInstanceStateInvalid"],
});
