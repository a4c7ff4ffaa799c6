import type { IdentifierKind } from "@keyferry/protocol";

/** What to type for an identifier, by what it names. */
export const identifierHints: Readonly<Record<IdentifierKind, string>> = {
  key: "key id, alias or ARN",
  "key version": "id of a key version",
  alias: "alias/ and a name",
  instance: "id of an instance",
};

/** What to type for any other field, by its name, where its values do not say so themselves. */
export const fieldHints: Readonly<Record<string, string>> = {
  BindVpcs:
    'JSON text, such as [{"RegionId":"cn-hangzhou","VpcId":"vpc-a","VSwitchId":"vsw-a","VpcOwnerId":1000000000000000}]',
  CiphertextBlob: "base64 text of a ciphertext",
  Description: "any text",
  DestinationEncryptionContext: 'JSON text, such as {"tenant":"a"}',
  Digest: "base64 text of a digest of 32 bytes",
  EncryptionContext: 'JSON text, such as {"tenant":"a"}',
  Filters: 'JSON text, such as [{"Key":"KeyState","Values":["Enabled"]}]',
  ForceDeleteWithoutBackup: "true or false",
  NumberOfBytes: "length of the data key, 1 to 1024",
  PageNumber: "1 is the first page",
  PageSize: "how many a page holds",
  PendingWindowInDays: "7 to 366",
  Plaintext: "text, up to 6144 bytes, sent as typed; AsymmetricEncrypt takes base64 text",
  Policy: "JSON text of a key policy",
  PolicyName: "default: a key has no other",
  PublicKeyBlob: "base64 text of a DER SubjectPublicKeyInfo, or PEM",
  Recipient: "refused while its format is not public",
  RotationInterval: "a number and one of d, h, m, s, such as 365d",
  SourceEncryptionContext: 'JSON text, such as {"tenant":"a"}',
  Tags: 'JSON text, such as [{"TagKey":"team","TagValue":"pay"}]',
  VSwitchIds: "ids, with commas between them",
  Value: "base64 text of a signature",
  VpcId: "id of a VPC",
  ZoneIds: "ids, with commas between them",
};
