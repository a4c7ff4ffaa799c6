import { deleteSecret, serviceError, type RequestOf } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { changeSecret } from "../../secrets/change-secret.ts";

const dayInMilliseconds = 86_400_000;

/** DeleteSecret. */
export const deleteSecretHandler = handle(deleteSecret, {
  resolve: async ({ SecretName }, lookup) => ({ doomed: await lookup.secrets.byName(SecretName) }),
  async perform(request, { doomed: { secret } }, { scope, write }) {
    const { name } = secret;
    if (request.ForceDeleteWithoutRecovery === true) {
      await changeSecret(write, secret, () => "delete");
      return { SecretName: name, PlannedDeleteTime: new Date(scope.time) };
    }
    const deleteAt = scope.time + recoveryDays(request) * dayInMilliseconds;
    await changeSecret(write, secret, () => ({
      set: { deleteAt, updatedAt: scope.time },
    }));
    return { SecretName: name, PlannedDeleteTime: new Date(deleteAt) };
  },
});

function recoveryDays({ RecoveryWindowInDays: days = 30 }: RequestOf<typeof deleteSecret>): number {
  if (days >= 7 && days <= 30) return days;
  const reason = "must be a whole number from 7 to 30";
  throw serviceError("InvalidParameter", { parameter: "RecoveryWindowInDays", reason });
}
