import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { oneOf } from "../../codecs/text.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

/** GetKmsInstanceQuotaInfos: tells how much of what was bought with a KMS instance is used. */
export const getKmsInstanceQuotaInfos = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceReading",
  name: "GetKmsInstanceQuotaInfos",
  summary: "Tells how much of a KMS instance is used",
  request: {
    /** Default: the default instance. */
    KmsInstanceId: z.optional(instanceId),
    /** Default: all of them. */
    ResourceType: z.optional(oneOf(["key", "secret", "qps", "vpc"])),
  },
  answer: {
    KmsInstanceId: z.string(),
    KmsInstanceQuotaInfos: z.array(
      z.object({
        ResourceType: z.string(),
        ResourceQuota: z.number(),
        /** Of `key`: each version of a key is one. Of `qps`: nothing is counted, so that it is 0. */
        UsedQuantity: z.number(),
      }),
    ),
  },
  repeatable: true,
  errors: ["InvalidParameter", "Forbidden.DKMSInstanceNotFound"],
});
