import * as z from "zod/mini";
import { keyName } from "../../codecs/identifiers.ts";
import { keyVersion } from "./fields.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { usableKey } from "../../states.ts";

/** CreateKeyVersion: makes a further version of a key. */
export const createKeyVersion = defineOperation({
  name: "CreateKeyVersion",
  summary: "Makes a version of a key",
  request: { KeyId: keyName },
  answer: { KeyVersion: z.object(keyVersion) },
  dryRun: false,
  repeatable: false,
  gateways: sharedGateways,
  throttleGroup: "changes",
  plane: "management",
  states: usableKey,
  errors: [
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.DKMSInstanceNotFound",
    "Rejected.UnsupportedOperation",
    "Unsupported.ProtectionLevel",
    "Rejected.LimitExceeded",
    "Rejected.StateModifiedFailed",
  ],
});
