import { allowedStates, keyRotationLimits, serviceError, updateRotationPolicy } from "@keyferry/protocol";
import { isDueForRotation, rotationFrom } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { refuseUnrotatable, rotateIfDue } from "../../keys/rotation.ts";
import { rotationSeconds } from "../../keys/rotation-interval.ts";

/** UpdateRotationPolicy. Where the next version would have been due already, it is made at once. */
export const updateRotationPolicyHandler = handle(updateRotationPolicy, {
  resolve: async ({ KeyId }, lookup) => ({ rotated: await lookup.byId(KeyId) }),
  async perform(request, { rotated: { key } }, call) {
    refuseUnrotatable(key, call.scope.account);
    const seconds = rotationSeconds(request, keyRotationLimits);
    const states = allowedStates(updateRotationPolicy.states);
    const set = await call.write.keys.setRotation(key.id, seconds, states);
    if (!set) {
      throw serviceError("Rejected.StateModifiedFailed");
    }
    if (isDueForRotation({ ...key, rotation: rotationFrom(key.rotatedAt, seconds) }, call.scope.time)) {
      await rotateIfDue(call, key);
    }
    return {};
  },
});
