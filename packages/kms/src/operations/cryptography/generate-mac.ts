import { generateMac } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { macKey, macOf } from "../../crypto/mac-key.ts";

/** GenerateMac. */
export const generateMacHandler = handle(generateMac, {
  resolve: async ({ KeyId }, lookup) => ({ use: await lookup.primaryVersion(KeyId) }),
  async perform({ Algorithm, Message }, { use }, { crypto }) {
    const key = macKey(use, Algorithm);
    return { Algorithm, KeyId: use.key.id, Mac: await macOf(crypto).generate(key, Algorithm, Message) };
  },
});
