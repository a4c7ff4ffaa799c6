import { example } from "../../examples/example.ts";
import { shownMoment } from "../../examples/shown.ts";
import { batchGetSecretValue } from "./batch-get-secret-value.ts";

/** A sound request of BatchGetSecretValue. */
export const batchGetSecretValueExample = example(batchGetSecretValue, {
  request: ({ secret }) => ({ SecretsList: [{ SecretName: secret.SecretName }] }),
  touches: ({ secret, key }) => [`secret/${secret.SecretName}`, `key/${key.KeyId}`],
  answer: () => ({
    SecretValues: ["v1", "v2"].map((VersionId) => ({
      SecretName: "orders/password",
      SecretType: "Generic",
      SecretData: `s3cret & <"all"> of ${VersionId}`,
      SecretDataType: "text",
      VersionId,
      VersionStages: ["ACSCurrent", "tested"],
      CreateTime: shownMoment,
    })),
    Errors: ["one", "two"].map((SecretName) => ({
      SecretName,
      Code: "Forbidden.ResourceNotFound",
      HttpStatus: 404,
      Message: "Resource not found.",
    })),
  }),
});
