import { setSecretPolicy } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { checkedPolicy, checkPolicyName } from "../../keys/key-policy.ts";
import { changeSecret } from "../../secrets/change-secret.ts";

/** SetSecretPolicy. */
export const setSecretPolicyHandler = handle(setSecretPolicy, {
  resolve: async ({ SecretName }, lookup) => ({ changed: await lookup.secrets.byName(SecretName) }),
  async perform({ Policy, PolicyName }, { changed: { secret, account } }, { scope, write }) {
    checkPolicyName(secret, PolicyName);
    const policy = checkedPolicy(Policy, account);
    await changeSecret(write, secret, () => ({ set: { policy, updatedAt: scope.time } }));
    return {};
  },
});
