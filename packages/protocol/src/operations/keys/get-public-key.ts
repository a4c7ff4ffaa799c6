import * as z from "zod/mini";
import { keyUsed } from "../cryptography/fields.ts";
import { keyName, keyVersionId } from "../../codecs/identifiers.ts";
import { allGateways, defineOperation } from "../../operation.ts";
import { readableKeyPair } from "../../states.ts";

/** GetPublicKey: answers the public key of an asymmetric key version. */
export const getPublicKey = defineOperation({
  name: "GetPublicKey",
  summary: "Gets the public key of an asymmetric key",
  request: { KeyId: keyName, KeyVersionId: keyVersionId },
  answer: {
    ...keyUsed,
    /** SubjectPublicKeyInfo in PEM (RFC 7468), with a line feed at the end. */
    PublicKey: z.string(),
  },
  dryRun: true,
  repeatable: true,
  gateways: allGateways,
  throttleGroup: "metadata",
  plane: "business",
  acrossAccounts: true,
  states: readableKeyPair,
  errors: [
    "InvalidParameter",
    "Forbidden.KeyNotFound",
    "Forbidden.AliasNotFound",
    "Forbidden.KeyVersionNotFound",
    "UnsupportedOperation",
    "Rejected.UnsupportedOperation",
  ],
});
