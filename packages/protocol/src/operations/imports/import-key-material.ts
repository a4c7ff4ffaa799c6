import { base64 } from "../../codecs/base64.ts";
import { keyName } from "../../codecs/identifiers.ts";
import { hint, mark } from "../../codecs/marks.ts";
import { integer } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { keyNotPendingDeletion } from "../../states.ts";
import * as z from "zod/mini";
import { importErrors, importOperation } from "./import-operation.ts";

/** The last second of the year 9999, which MaterialExpireTime has room for. */
const lastSecond = 253_402_300_799;

/** ImportKeyMaterial: gives a key material that was made elsewhere. */
export const importKeyMaterial = defineOperation({
  name: "ImportKeyMaterial",
  summary: "Imports key material",
  request: {
    KeyId: keyName,
    EncryptedKeyMaterial: mark(
      { secret: true, hint: "base64 text of the wrapped key material" },
      base64({ max: 8_192 }),
    ),
    ImportToken: mark({ secret: true, hint: "base64 text of an import token" }, base64({ max: 4_096 })),
    /** Absent or 0: the material never expires. */
    KeyMaterialExpireUnix: z.optional(
      hint("seconds since 1970, 0 for never", integer({ min: 0, max: lastSecond })),
    ),
  },
  answer: {},
  ...importOperation,
  repeatable: true,
  throttleGroup: "changes",
  states: keyNotPendingDeletion,
  remedies: { "Rejected.PendingImport": "ImportKeyMaterial gives it key material" },
  errors: [
    ...importErrors,
    "InvalidKeyMaterial",
    "InvalidImportToken",
    "ExpiredImportToken",
    "UnsupportedOperation",
    "Unsupported.ProtectionLevel",
    "Rejected.StateModifiedFailed",
  ],
});
