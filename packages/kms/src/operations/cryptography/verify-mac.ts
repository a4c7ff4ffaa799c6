import { verifyMac } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { macKey, macOf } from "../../crypto/mac-key.ts";

/** VerifyMac. A wrong code is an answer, not an error. */
export const verifyMacHandler = handle(verifyMac, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Algorithm, Message, Mac }, { use }, { crypto }) {
    const key = macKey(use, Algorithm);
    return { Algorithm, KeyId: use.key.id, Value: await macOf(crypto).verify(key, Algorithm, Message, Mac) };
  },
});
