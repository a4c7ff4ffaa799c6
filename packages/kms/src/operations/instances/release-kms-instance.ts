import { releaseKmsInstance, remedyFor, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** ReleaseKmsInstance. */
export const releaseKmsInstanceHandler = handle(releaseKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  async perform(_, { use: { instance } }, { write }) {
    if (instance.plan.chargeType === "PREPAY") {
      const reason = "it was paid in advance, and stays until its end";
      throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason });
    }
    const outcome = await write.instances.delete(instance.id);
    if (outcome === "protected") {
      const code = "Rejected.DeletionProtected";
      throw serviceError(code, { reason: remedyFor(code) });
    }
    if (outcome === "holds keys" || outcome === "holds secrets") {
      const reason =
        outcome === "holds keys"
          ? "it holds keys, or some that wait for their deletion: it can go when they have gone"
          : "it holds secrets, or some that wait for their deletion: ForceDeleteWithoutRecovery deletes one at once";
      throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason });
    }
    if (outcome === "not found") throw serviceError("Forbidden.DKMSInstanceNotFound");
    return {};
  },
});
