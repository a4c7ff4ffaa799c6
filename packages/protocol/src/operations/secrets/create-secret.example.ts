import { example } from "../../examples/example.ts";
import { shownArn } from "../../examples/shown.ts";
import { createSecret } from "./create-secret.ts";

/** A sound request of CreateSecret. */
export const createSecretExample = example(createSecret, {
  request: ({ key, keyInstance, newName }) => ({
    SecretName: newName,
    VersionId: "v1",
    SecretData: "s3cret",
    EncryptionKeyId: key.KeyId,
    ...(keyInstance !== "" && { DKMSInstanceId: keyInstance }),
  }),
  touches: ({ key }) => ["secret", `key/${key.KeyId}`],
  answer: () => ({
    Arn: shownArn("secret/orders/password"),
    SecretName: "orders/password",
    SecretType: "Generic",
    VersionId: "v1",
  }),
});
