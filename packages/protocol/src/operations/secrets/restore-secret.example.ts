import { example } from "../../examples/example.ts";
import { restoreSecret } from "./restore-secret.ts";

/** A sound request of RestoreSecret. */
export const restoreSecretExample = example(restoreSecret, {
  request: ({ deletedSecret }) => ({ SecretName: deletedSecret.SecretName }),
  touches: ({ deletedSecret }) => [`secret/${deletedSecret.SecretName}`],
  answer: () => ({ SecretName: "orders/password" }),
});
