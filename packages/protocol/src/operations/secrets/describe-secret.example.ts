import { example } from "../../examples/example.ts";
import { shownArn, shownMoment, shownVersion } from "../../examples/shown.ts";
import { describeSecret } from "./describe-secret.ts";

/** A sound request of DescribeSecret. */
export const describeSecretExample = example(describeSecret, {
  request: ({ secret }) => ({ SecretName: secret.SecretName, FetchTags: true }),
  touches: ({ secret }) => [`secret/${secret.SecretName}`],
  answer: () => ({
    Arn: shownArn("secret/orders/password"),
    SecretName: "orders/password",
    SecretType: "Generic",
    Description: 'orders & <"returns">',
    EncryptionKeyId: shownVersion.KeyId,
    CreateTime: shownMoment,
    UpdateTime: shownMoment,
    Tags: [{ TagKey: "team", TagValue: "pay" }],
  }),
});
