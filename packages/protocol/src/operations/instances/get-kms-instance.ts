import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { list } from "../../codecs/list.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

const boundVpc = { RegionId: z.string(), VpcId: z.string(), VSwitchId: z.string(), VpcOwnerId: z.string() };

/** What was bought with it. */
const plan = {
  /** `PREPAY` or `POSTPAY`. */
  ChargeType: z.string(),
  ProductType: z.string(),
  /** `3`: software. `5`: hardware. */
  ProductVersion: z.string(),
  SaleStatus: z.string(),
  /** Calls a second. */
  Spec: z.number(),
  /** How many versions its keys may have in all. */
  KeyNum: z.number(),
  /** A number, as text. */
  SecretNum: z.string(),
  /** How many VPCs may reach it: its own and those that it is bound to. */
  VpcNum: z.number(),
  /** 1 where it keeps logs, 0 where it keeps none. */
  Log: z.number(),
  /** GB. */
  LogStorage: z.number(),
};

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
      ...plan,
      CreateTime: timestamp,
      /** When it was connected. */
      StartDate: z.optional(timestamp),
      /** Absent where it has no end. */
      EndDate: z.optional(timestamp),
      DeletionProtection: z.boolean(),
      DeletionProtectionDescription: z.optional(z.string()),
      /** CA certificates of its gateway in PEM. Absent where the server has none. */
      CaCertificateChainPem: z.optional(z.string()),
      VpcId: z.optional(z.string()),
      VswitchIds: z.array(z.string()),
      ZoneIds: z.array(z.string()),
      BindVpcs: list("BindVpc", z.object(boundVpc)),
    }),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound"],
});
