import type { RotationQuestion } from "@keyferry/kms";

/** A question about a password, which is easily found in any output. */
export const question: RotationQuestion = {
  Step: "create",
  SecretArn: "acs:kms:cn-hangzhou:1000000000000000:secret/orders",
  SecretName: "orders",
  SecretType: "Rds",
  ExtendedConfig: { SecretSubType: "SingleUser", CustomData: {} },
  Current: { VersionId: "v1", SecretData: { AccountName: "订单", AccountPassword: "hush-before" } },
};
