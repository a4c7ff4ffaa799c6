import { getKeyPolicy } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { checkPolicyName, defaultPolicyText } from "../../keys/key-policy.ts";

/** GetKeyPolicy. */
export const getKeyPolicyHandler = handle(getKeyPolicy, {
  resolve: async ({ KeyId }, lookup) => ({ read: await lookup.byId(KeyId) }),
  perform({ PolicyName }, { read: { key, account } }) {
    checkPolicyName(key, PolicyName);
    return { Policy: key.policy ?? defaultPolicyText(account) };
  },
});
