import * as z from "zod/mini";
import { hint, secret } from "../../codecs/marks.ts";
import { boolean, integer } from "../../codecs/scalars.ts";
import { text } from "../../codecs/text.ts";
import { defineOperation, sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** GetRandomPassword: makes a password. Nothing of it is kept. */
export const getRandomPassword = defineOperation({
  name: "GetRandomPassword",
  summary: "Makes a random password",
  request: {
    PasswordLength: z.optional(hint("8 to 128; 32 unless said", integer({ min: 8, max: 128 }))),
    ExcludeCharacters: z.optional(
      hint(
        "characters that it must not have",
        text({ max: 94, pattern: /^[!-~]+$/, form: "must be letters, digits and punctuation of ASCII" }),
      ),
    ),
    ExcludeLowercase: z.optional(boolean),
    ExcludeUppercase: z.optional(boolean),
    ExcludeNumbers: z.optional(boolean),
    ExcludePunctuation: z.optional(boolean),
    /** Without it, it must. */
    RequireEachIncludedType: z.optional(boolean),
  },
  answer: { RandomPassword: secret(z.string()) },
  dryRun: false,
  repeatable: true,
  gateways: sharedGateways,
  throttleGroup: "metadata",
  plane: "management",
  states: keyInAnyState,
  errors: ["InvalidParameter"],
});
