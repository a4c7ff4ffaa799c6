import { example } from "../../examples/example.ts";
import { updateSecret } from "./update-secret.ts";

/** A sound request of UpdateSecret. */
export const updateSecretExample = example(updateSecret, {
  request: ({ secret }) => ({ SecretName: secret.SecretName, Description: "of orders" }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({ SecretName: "orders/password" }),
});
