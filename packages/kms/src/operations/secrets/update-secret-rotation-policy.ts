import { secretRotationLimits, ServiceError, updateSecretRotationPolicy } from "@keyferry/protocol";
import { isRotationDue, type SecretRotation } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { rotationSeconds } from "../../keys/rotation-interval.ts";
import { changeSecret, managedType } from "../../secrets/change-secret.ts";
import { renewSecret } from "../../secrets/rotation/renew-secret.ts";
import { withPolicy } from "../../secrets/managed/rotation-state.ts";

/** UpdateSecretRotationPolicy. Where that is switched on, and the value would have been due already, it is renewed at once. */
export const updateSecretRotationPolicyHandler = handle(updateSecretRotationPolicy, {
  resolve: async ({ SecretName }, lookup) => ({ changed: await lookup.secrets.byName(SecretName) }),
  async perform(request, { changed }, call) {
    const { secret } = changed;
    const { time } = call.scope;
    managedType(secret);
    const seconds = rotationSeconds(request, secretRotationLimits);
    let after: SecretRotation | undefined;
    await changeSecret(call.write, secret, ({ secret: { rotation, createdAt } }) => {
      if (rotation === null) return "UnsupportedOperation";
      after = withPolicy(rotation, seconds, createdAt);
      return { set: { rotation: after, updatedAt: time } };
    });
    if (seconds !== null && after !== undefined && isRotationDue(after, time)) await rotateIfDue();
    return { SecretName: secret.name };

    /** The policy is set, whatever becomes of it: DescribeSecret shows a rotation that has failed, and it is tried again. */
    async function rotateIfDue(): Promise<void> {
      try {
        await renewSecret(call, changed, { onlyIfDue: true });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
      }
    }
  },
});
