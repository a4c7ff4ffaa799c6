import { serviceError, setKeyPolicy } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { checkedPolicy, checkPolicyName } from "../../keys/key-policy.ts";

/** SetKeyPolicy. */
export const setKeyPolicyHandler = handle(setKeyPolicy, {
  resolve: async ({ KeyId }, lookup) => ({ changed: await lookup.byId(KeyId) }),
  async perform({ Policy, PolicyName }, { changed: { key, account } }, { write }) {
    checkPolicyName(key, PolicyName);
    const wasThere = await write.policies.set(key.id, checkedPolicy(Policy, account));
    if (!wasThere) throw serviceError("Forbidden.KeyNotFound");
    return {};
  },
});
