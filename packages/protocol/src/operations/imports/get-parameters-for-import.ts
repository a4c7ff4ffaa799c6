import * as z from "zod/mini";
import { base64 } from "../../codecs/base64.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";
import { wrapping } from "./fields.ts";
import { importErrors, importOperation } from "./import-operation.ts";

/** GetParametersForImport: makes a key pair to wrap key material for, and the token that goes with it. */
export const getParametersForImport = defineOperation({
  name: "GetParametersForImport",
  summary: "Gets a public key to wrap key material for",
  request: { KeyId: keyName, ...wrapping },
  answer: {
    KeyId: z.string(),
    /** SubjectPublicKeyInfo, DER. */
    PublicKey: base64({ max: 1_024 }),
    ImportToken: base64({ max: 4_096 }),
    TokenExpireTime: timestamp,
  },
  ...importOperation,
  repeatable: true,
  // It makes a key pair each time.
  throttleGroup: "keyCreation",
  states: keyInAnyState,
  errors: [...importErrors, "UnsupportedOperation"],
});
