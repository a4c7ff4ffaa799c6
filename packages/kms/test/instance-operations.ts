/** The operations on KMS instances. They touch no key; kms-instances.test.ts asks what permissions they need. */
export const instanceOperations = [
  "ListKmsInstances",
  "GetKmsInstance",
  "ConnectKmsInstance",
  "UpdateKmsInstanceBindVpc",
  "GetDefaultKmsInstance",
  "ReleaseKmsInstance",
] as const;
