/** A program whose requests are sent to Keyferry in a test, as the program sends them. */
export interface ProgramRow {
  readonly program: string;
  /** How it sends: method, places, signature. */
  readonly sends: string;
  /** The test, within {@link programTests}. */
  readonly test: string;
}

/** Where the tests of programs are. */
export const programTests = "packages/gateway/test/programs";

const tea = "POST, V1, query and form";
const query = "POST, V1, query";

/** The programs, by what they are for. */
export const programRows: Readonly<Record<string, readonly ProgramRow[]>> = {
  "Infrastructure as code": [
    { program: "Terraform `alicloud_kms_key`", sends: tea, test: "terraform/key.test.ts" },
    { program: "Terraform `alicloud_kms_alias`", sends: tea, test: "terraform/alias.test.ts" },
    {
      program: "Terraform `alicloud_kms_ciphertext`, `alicloud_kms_plaintext`",
      sends: `${tea}; the data source: ${query}`,
      test: "terraform/ciphertext.test.ts",
    },
    { program: "Terraform `alicloud_kms_secret`", sends: tea, test: "terraform/secret.test.ts" },
    {
      program: "Terraform's data sources of keys, aliases and secrets",
      sends: tea,
      test: "terraform/data-sources.test.ts",
    },
    {
      program: "Terraform `alicloud_kms_instance`, `alicloud_kms_instances`",
      sends: `${tea}; VPCs: GET`,
      test: "terraform/instance.test.ts",
    },
    {
      program:
        "Terraform `alicloud_kms_network_rule`, `alicloud_kms_policy`, `alicloud_kms_application_access_point`, `alicloud_kms_client_key`",
      sends: tea,
      test: "terraform/application-access.test.ts",
    },
  ],
  "Seals and clusters": [
    { program: "Vault, OpenBao, Boundary: the seal", sends: query, test: "vault-seal.test.ts" },
    {
      program: "ack-kms-plugin for Kubernetes",
      sends: `${query}, VPC gateway`,
      test: "ack-kms-plugin.test.ts",
    },
  ],
  "Readers of secrets": [
    {
      program:
        "external-secrets, CSI provider, ack-secret-manager, secretsmanager clients for Go, Java and Python",
      sends: `GET, V1; POST, ACS3; ${query}, also for XML`,
      test: "secret-readers.test.ts",
    },
  ],
  "Encryption on the client's side": [
    { program: "Nacos for Go, Java, Node.js", sends: `${query}; POST, ACS3`, test: "nacos.test.ts" },
    {
      program: "OSS client-side encryption in Python and Java",
      sends: query,
      test: "oss-encryption.test.ts",
    },
    { program: "Encryption SDK in Java and Python", sends: query, test: "encryption-sdk.test.ts" },
  ],
  "Samples and old clients": [
    { program: "The tests of `@alicloud/kms-sdk`", sends: "GET, V1, no nonce", test: "node-kms-sdk.test.ts" },
    { program: "The vendor's demos of imported material", sends: query, test: "import-demos.test.ts" },
    {
      program: "Tags as clients of the first generation send them",
      sends: `${query}; ${tea}`,
      test: "old-tags.test.ts",
    },
  ],
};
