import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { exampleMessage } from "../../examples/things.ts";
import { generateMac } from "./generate-mac.ts";

/** A sound request of GenerateMac. */
export const generateMacExample = example(generateMac, {
  request: ({ macKey: { KeyId } }) => ({
    KeyId,
    Algorithm: "HMAC_SHA_256" as const,
    Message: exampleMessage,
  }),
  touches: ({ macKey }) => [`key/${macKey.KeyId}`],
  answer: () => ({ Algorithm: "HMAC_SHA_256" as const, KeyId: shownVersion.KeyId, Mac: shownBytes(32) }),
});
