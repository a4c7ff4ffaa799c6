import { example } from "../../examples/example.ts";
import { shownMoment } from "../../examples/shown.ts";
import { deleteSecret } from "./delete-secret.ts";

/** A sound request of DeleteSecret. */
export const deleteSecretExample = example(deleteSecret, {
  request: ({ secret }) => ({ SecretName: secret.SecretName, RecoveryWindowInDays: 7 }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({ SecretName: "orders/password", PlannedDeleteTime: shownMoment }),
});
