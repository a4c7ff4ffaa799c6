import { restoreSecret } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { decideOnSecret } from "../../secrets/change-secret.ts";

/** RestoreSecret. */
export const restoreSecretHandler = handle(restoreSecret, {
  resolve: async ({ SecretName }, lookup) => ({ restored: await lookup.secrets.byName(SecretName) }),
  async perform(_, { restored: { secret } }, { scope, write }) {
    await decideOnSecret(write, secret, (held) =>
      held.secret.deleteAt === null
        ? "Rejected.ResourceInUse"
        : { set: { deleteAt: null, updatedAt: scope.time } },
    );
    return { SecretName: secret.name };
  },
});
