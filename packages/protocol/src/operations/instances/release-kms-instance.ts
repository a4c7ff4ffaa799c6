import * as z from "zod/mini";
import { instanceId } from "../../codecs/identifiers.ts";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { instanceOperation } from "./instance-operation.ts";

/**
 * ReleaseKmsInstance: releases a KMS instance that is paid after its use. One that holds keys or secrets stays, so that
 * none goes without its own deletion.
 */
export const releaseKmsInstance = defineOperation({
  ...instanceOperation,
  throttleGroup: "instanceChanges",
  name: "ReleaseKmsInstance",
  summary: "Releases a KMS instance",
  request: {
    KmsInstanceId: instanceId,
    /** There are no backups of instances here, so that both values mean the same. */
    ForceDeleteWithoutBackup: z.optional(boolean),
  },
  answer: {},
  repeatable: false,
  errors: [
    "InvalidParameter",
    "Forbidden.DKMSInstanceNotFound",
    "Forbidden.DKMSInstanceStateInvalid",
    "Rejected.DeletionProtected",
  ],
});
