import * as z from "zod/mini";
import { secretName } from "../../codecs/identifiers.ts";
import { interval } from "../../codecs/interval.ts";
import { boolean } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { secretOperation } from "./secret-operation.ts";

/** UpdateSecretRotationPolicy: has the value of a managed secret renewed by itself, or ends that. */
export const updateSecretRotationPolicy = defineOperation({
  ...secretOperation,
  name: "UpdateSecretRotationPolicy",
  summary: "Switches the automatic rotation of a managed secret on or off",
  request: {
    SecretName: secretName,
    EnableAutomaticRotation: boolean,
    /** Needed where the rotation is switched on; otherwise nobody asks how long it is. */
    RotationInterval: z.optional(interval),
  },
  answer: { SecretName: z.string() },
  repeatable: true,
  throttleGroup: "changes",
  errors: ["MissingParameter", "InvalidParameter", "UnsupportedOperation", "Forbidden.ResourceNotFound"],
});
