import { getSecretPolicy } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { checkPolicyName } from "../../keys/key-policy.ts";
import { defaultSecretPolicyText } from "../../secrets/secret-policy.ts";

/** GetSecretPolicy. */
export const getSecretPolicyHandler = handle(getSecretPolicy, {
  resolve: async ({ SecretName }, lookup) => ({ read: await lookup.secrets.byName(SecretName) }),
  perform({ PolicyName }, { read: { secret, account } }) {
    checkPolicyName(secret, PolicyName);
    return { Policy: secret.policy ?? defaultSecretPolicyText(account) };
  },
});
