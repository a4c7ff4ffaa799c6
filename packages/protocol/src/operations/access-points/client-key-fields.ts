import * as z from "zod/mini";
import { mark } from "../../codecs/marks.ts";
import { timestamp } from "../../codecs/scalars.ts";
import { text } from "../../codecs/text.ts";

const kinds = [/[0-9]/, /[A-Z]/, /[a-z]/, /[~!@#$%^&*?_-]/];

/** What opens the private key of a client key. */
export const clientKeyPassword = mark(
  {
    secret: true,
    hint: "8 to 64 characters of at least two kinds: digits, letters of either case, ~!@#$%^&*?_-",
  },
  text({
    max: 64,
    pattern: /^[0-9A-Za-z~!@#$%^&*?_-]{8,64}$/,
    form: "must be 8 to 64 digits, letters and ~!@#$%^&*?_-",
  }).check(
    z.refine(
      (password) => kinds.filter((kind) => kind.test(password)).length >= 2,
      "must have characters of at least two kinds: digits, upper-case letters, lower-case letters, ~!@#$%^&*?_-",
    ),
  ),
);

/** Answer: what is told of a client key. Nobody but its application has the private key. */
export const clientKeyAnswer = {
  ClientKeyId: z.string(),
  AapName: z.string(),
  KeyAlgorithm: z.string(),
  /** Where the key comes from: `KMS_PROVIDED`. */
  KeyOrigin: z.string(),
  /** An X.509 certificate in PEM. */
  PublicKeyData: z.string(),
  CreateTime: timestamp,
  NotBefore: timestamp,
  NotAfter: timestamp,
};
