import * as z from "zod/mini";
import { base64 } from "../../codecs/base64.ts";
import { accessName } from "../../codecs/identifiers.ts";
import { hint, secret } from "../../codecs/marks.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { defineOperation } from "../../operation.ts";
import { accessChange } from "./access-operation.ts";
import { clientKeyPassword } from "./client-key-fields.ts";

const time = hint("a time in UTC, such as 2026-01-02T03:04:05Z", timestamp);

/** CreateClientKey: makes what an application proves itself by. Its private key is answered once, and not kept. */
export const createClientKey = defineOperation({
  ...accessChange,
  name: "CreateClientKey",
  summary: "Makes a client key for an access point",
  request: {
    AapName: accessName,
    Password: clientKeyPassword,
    /** Both or neither: without them, five years from now. */
    NotBefore: z.optional(time),
    NotAfter: z.optional(time),
  },
  answer: {
    ClientKeyId: z.string(),
    KeyAlgorithm: z.string(),
    /** A PKCS #12 that the password opens. */
    PrivateKeyData: secret(base64({ max: 8192 })),
    NotBefore: timestamp,
    NotAfter: timestamp,
  },
  repeatable: false,
  errors: [
    "InvalidParameter",
    "UnsupportedOperation",
    "Forbidden.ResourceNotFound",
    "Rejected.LimitExceeded",
  ],
});
