/** Values that several examples' answers have in common. */
const keyId = "202b9877-5a25-46e3-a763-e20791b5aaaa";
const account = "1000000000000000";

/** A key, and the version that did the work. */
export const shownVersion = { KeyId: keyId, KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb" };

/** A moment. */
export const shownMoment = new Date("2026-01-02T03:04:05Z");

/** A KMS instance. */
export const shownInstance = "kst-hzz62f1cb66fa42qo1234";

/** The ARN of something of the account. */
export const shownArn = (resource: string): string => `acs:kms:cn-hangzhou:${account}:${resource}`;

/** The first of one page. */
export const shownPage = { PageNumber: 1, PageSize: 10, TotalCount: 2 };

/** What is told of a key. */
export const shownMetadata = {
  KeyId: keyId,
  Arn: shownArn(`key/${keyId}`),
  KeySpec: "Aliyun_AES_256",
  KeyUsage: "ENCRYPT/DECRYPT",
  KeyState: "Enabled",
  Origin: "Aliyun_KMS",
  ProtectionLevel: "SOFTWARE",
  PrimaryKeyVersion: shownVersion.KeyVersionId,
  Creator: account,
  CreationDate: shownMoment,
  Description: 'orders & <"returns">',
  AutomaticRotation: "Disabled",
  LastRotationDate: shownMoment,
  MaterialExpireTime: "",
};

/** Aliases of a key. */
export const shownAliases = ["orders", "returns"].map((name) => ({
  AliasName: `alias/${name}`,
  AliasArn: shownArn(`alias/${name}`),
  KeyId: keyId,
}));

/** A client key. */
export const shownClientKey = {
  ClientKeyId: `KAAP.${keyId}`,
  AapName: "shop",
  KeyAlgorithm: "RSA_2048",
  KeyOrigin: "KMS_PROVIDED",
  PublicKeyData: "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n",
  CreateTime: shownMoment,
  NotBefore: shownMoment,
  NotAfter: new Date("2031-01-02T03:04:05Z"),
};

/** Bytes 1, 2, 3 and so on; the first is never zero, so that it shows when they were wiped. */
export function shownBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index + 1) % 256);
}
