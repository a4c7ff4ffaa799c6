import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { rotateSecret } from "./rotate-secret.ts";

/** A sound request of RotateSecret: for a version that is there already, so that nothing has to be renewed. */
export const rotateSecretExample = example(rotateSecret, {
  request: ({ managedSecret: { SecretName, VersionId } }) => ({ SecretName, VersionId }),
  touches: ({ managedSecret }) => [`secret/${managedSecret.SecretName}`],
  answer: () => ({
    Arn: shownArn("secret/orders/password"),
    SecretName: "orders/password",
    VersionId: "v2",
  }),
});
