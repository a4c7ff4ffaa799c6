import { example } from "../../examples/example.ts";
import { updateSecretRotationPolicy } from "./update-secret-rotation-policy.ts";

/** A sound request of UpdateSecretRotationPolicy. */
export const updateSecretRotationPolicyExample = example(updateSecretRotationPolicy, {
  request: ({ managedSecret }) => ({
    SecretName: managedSecret.SecretName,
    EnableAutomaticRotation: true,
    RotationInterval: 604_800,
  }),
  touches: ({ managedSecret }) => [`secret/${managedSecret.SecretName}`],
  answer: () => ({ SecretName: "orders/password" }),
});
