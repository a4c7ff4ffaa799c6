/** How a resource takes what an operation has as a parameter. */
export type AttributeKind =
  | "text"
  | "boolean"
  /** `Enabled` or `Disabled` in place of `true` or `false`. */
  | "switch"
  /** A list of texts, from JSON text. */
  | "list"
  /** A map of texts, from JSON text of an object. */
  | "map"
  /** A map of texts, from JSON text of tags. */
  | "tags"
  /** Not said: the provider knows it by itself. */
  | "unsaid";

/** A resource or data source of the `alicloud` provider that makes one operation's call. */
export interface TerraformBlock {
  readonly block: "resource" | "data";
  readonly type: string;
  /** What parameters are called there: by default their names in snake case, as text. */
  readonly attributes: Readonly<Record<string, AttributeKind | readonly [name: string, kind: AttributeKind]>>;
}

const paging = { PageNumber: "unsaid", PageSize: "unsaid" } as const;
const instance = ["dkms_instance_id", "text"] as const;

/** The operations that the provider's documents name as those of a resource or data source. */
export const terraformBlocks: Readonly<Record<string, TerraformBlock>> = {
  CreateKey: {
    block: "resource",
    type: "alicloud_kms_key",
    attributes: {
      ...{ KeySpec: "text", KeyUsage: "text", Origin: "text", ProtectionLevel: "text", Description: "text" },
      DKMSInstanceId: instance,
      EnableAutomaticRotation: ["automatic_rotation", "switch"],
      ...{ RotationInterval: "text", Policy: "text", Tags: "tags" },
    },
  },
  CreateAlias: {
    block: "resource",
    type: "alicloud_kms_alias",
    attributes: { KeyId: "text", AliasName: "text" },
  },
  Encrypt: {
    block: "resource",
    type: "alicloud_kms_ciphertext",
    attributes: { KeyId: "text", Plaintext: "text", EncryptionContext: "map" },
  },
  Decrypt: {
    block: "data",
    type: "alicloud_kms_plaintext",
    attributes: { CiphertextBlob: "text", EncryptionContext: "map" },
  },
  CreateSecret: {
    block: "resource",
    type: "alicloud_kms_secret",
    attributes: {
      ...{ SecretName: "text", VersionId: "text", SecretData: "text", SecretDataType: "text" },
      ...{ SecretType: "text", Description: "text", EncryptionKeyId: "text", ExtendedConfig: "text" },
      DKMSInstanceId: instance,
      ...{ EnableAutomaticRotation: "boolean", RotationInterval: "text", Policy: "text", Tags: "tags" },
    },
  },
  CreateNetworkRule: {
    block: "resource",
    type: "alicloud_kms_network_rule",
    attributes: {
      Name: ["network_rule_name", "text"],
      ...{ Type: "unsaid", SourcePrivateIp: "list", Description: "text" },
    },
  },
  CreatePolicy: {
    block: "resource",
    type: "alicloud_kms_policy",
    attributes: {
      Name: ["policy_name", "text"],
      KmsInstance: ["kms_instance_id", "text"],
      ...{ Permissions: "list", Resources: "list", AccessControlRules: "text", Description: "text" },
    },
  },
  CreateApplicationAccessPoint: {
    block: "resource",
    type: "alicloud_kms_application_access_point",
    attributes: {
      Name: ["application_access_point_name", "text"],
      ...{ AuthenticationMethod: "unsaid", Policies: "list", Description: "text" },
    },
  },
  CreateClientKey: {
    block: "resource",
    type: "alicloud_kms_client_key",
    attributes: { AapName: "text", Password: "text", NotBefore: "text", NotAfter: "text" },
  },
  ListKeys: { block: "data", type: "alicloud_kms_keys", attributes: { Filters: "text", ...paging } },
  ListAliases: { block: "data", type: "alicloud_kms_aliases", attributes: paging },
  ListKeyVersions: {
    block: "data",
    type: "alicloud_kms_key_versions",
    attributes: { KeyId: "text", ...paging },
  },
  ListSecrets: {
    block: "data",
    type: "alicloud_kms_secrets",
    attributes: { Filters: "text", FetchTags: "boolean", ...paging },
  },
  ListSecretVersionIds: {
    block: "data",
    type: "alicloud_kms_secret_versions",
    attributes: { SecretName: "text", IncludeDeprecated: "text", ...paging },
  },
  ListKmsInstances: { block: "data", type: "alicloud_kms_instances", attributes: paging },
};
