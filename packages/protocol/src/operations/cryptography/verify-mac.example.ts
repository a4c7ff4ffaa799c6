import { example } from "../../examples/example.ts";
import { shownVersion } from "../../examples/shown.ts";
import { exampleMessage } from "../../examples/things.ts";
import { verifyMac } from "./verify-mac.ts";

/** A sound request of VerifyMac. */
export const verifyMacExample = example(verifyMac, {
  request: ({ macKey: { KeyId, Mac } }) => ({
    KeyId,
    Algorithm: "HMAC_SHA_256" as const,
    Message: exampleMessage,
    Mac,
  }),
  touches: ({ macKey }) => [`key/${macKey.KeyId}`],
  answer: () => ({ Algorithm: "HMAC_SHA_256" as const, KeyId: shownVersion.KeyId, Value: true }),
});
