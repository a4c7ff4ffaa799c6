import { restoreSecret, serviceError, type ErrorCode } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** RestoreSecret. */
export const restoreSecretHandler = handle(restoreSecret, {
  resolve: async ({ SecretName }, lookup) => ({ restored: await lookup.secrets.byName(SecretName) }),
  async perform(_, { restored: { secret } }, { scope, write }) {
    const outcome = await write.secrets.change<ErrorCode>(secret.name, (held) =>
      held.secret.deleteAt === null
        ? "Rejected.ResourceInUse"
        : { set: { deleteAt: null, updatedAt: scope.time } },
    );
    if (outcome === "no secret") throw serviceError("Forbidden.ResourceNotFound");
    if (outcome !== "changed") throw serviceError(outcome);
    return { SecretName: secret.name };
  },
});
