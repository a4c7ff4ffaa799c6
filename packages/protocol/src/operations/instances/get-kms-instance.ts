import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { list } from "../../codecs/list.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

const boundVpc = { RegionId: z.string(), VpcId: z.string(), VSwitchId: z.string(), VpcOwnerId: z.string() };

/** GetKmsInstance: tells of a KMS instance, and what clients of its dedicated gateway must trust. */
export const getKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceReading",
  name: "GetKmsInstance",
  summary: "Tells of a KMS instance",
  request: { KmsInstanceId: instanceId },
  answer: {
    KmsInstance: z.object({
      InstanceId: z.string(),
      InstanceName: z.string(),
      /** `Connected`, or `Uninitialized` before ConnectKmsInstance. */
      Status: z.string(),
      CreateTime: timestamp,
      /** CA certificates of its gateway in PEM. Absent where the server has none. */
      CaCertificateChainPem: z.optional(z.string()),
      VpcId: z.optional(z.string()),
      VswitchIds: z.array(z.string()),
      ZoneIds: z.array(z.string()),
      BindVpcs: list("BindVpc", z.object(boundVpc)),
      /** How many VPCs reach it: its own and those that it is bound to. */
      VpcNum: z.number(),
    }),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound"],
});
