import { example } from "../../examples/example.ts";
import { putSecretValue } from "./put-secret-value.ts";

/** A sound request of PutSecretValue. */
export const putSecretValueExample = example(putSecretValue, {
  request: ({ secret }) => ({ SecretName: secret.SecretName, VersionId: "v2", SecretData: "n3w" }),
  touches: ({ secret, key }) => [`secret/${secret.SecretName}`, `key/${key.KeyId}`],
  answer: () => ({ SecretName: "orders/password", VersionId: "v2", VersionStages: ["ACSCurrent"] }),
});
