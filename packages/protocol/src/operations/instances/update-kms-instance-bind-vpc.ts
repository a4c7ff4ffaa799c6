import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { jsonText } from "../../codecs/json-text.ts";
import { hint } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { networkId } from "./fields.ts";
import { instanceOperation } from "./instance-operation.ts";

const boundVpc = z.object({
  RegionId: networkId,
  VpcId: networkId,
  VSwitchId: networkId,
  /** Account id; clients send it as a text or as a number. */
  VpcOwnerId: z.union([
    networkId,
    z.int("must be an account id").check(z.nonnegative("must be an account id")),
  ]),
});

/** UpdateKmsInstanceBindVpc: says which further VPCs reach a KMS instance, in place of those before. */
export const updateKmsInstanceBindVpc = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceChanges",
  name: "UpdateKmsInstanceBindVpc",
  summary: "Binds a KMS instance to further VPCs",
  request: {
    KmsInstanceId: instanceId,
    BindVpcs: hint(
      'JSON text, such as [{"RegionId":"cn-hangzhou","VpcId":"vpc-a","VSwitchId":"vsw-a","VpcOwnerId":1000000000000000}]',
      jsonText(
        z.array(boundVpc, "must be a list of VPCs").check(z.maxLength(100, "has more than 100 VPCs")),
        {
          max: 40_960,
          form: 'a list of {"RegionId":"...","VpcId":"...","VSwitchId":"...","VpcOwnerId":"..."}',
        },
      ),
    ),
  },
  answer: {},
  repeatable: true,
  errors: [
    "InvalidParameter",
    "Forbidden.DKMSInstanceNotFound",
    "Forbidden.DKMSInstanceStateInvalid",
    "Rejected.LimitExceeded",
  ],
});
