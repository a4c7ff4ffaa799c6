import { example } from "../../examples/example.ts";
import { shownMoment } from "../../examples/shown.ts";
import { getSecretValue } from "./get-secret-value.ts";

/** A sound request of GetSecretValue. */
export const getSecretValueExample = example(getSecretValue, {
  request: ({ secret }) => ({ SecretName: secret.SecretName }),
  touches: ({ secret, key }) => [`secret/${secret.SecretName}`, `key/${key.KeyId}`],
  answer: () => ({
    SecretName: "orders/password",
    SecretType: "Generic",
    SecretData: 's3cret & <"all">',
    SecretDataType: "text",
    VersionId: "v1",
    VersionStages: ["ACSCurrent", "tested"],
    CreateTime: shownMoment,
  }),
});
