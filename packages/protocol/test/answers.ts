import type { AnswerOf, OperationName, Operations } from "@keyferry/protocol";

type Samples = { readonly [Name in OperationName]: () => AnswerOf<Operations[Name]> };

export const requestId = "4bd560a1-729e-45f1-a3d9-b2a33d61046b";

const keyId = "202b9877-5a25-46e3-a763-e20791b5aaaa";
const instanceId = "kst-hzz62f1cb66fa42qo1234";
const arn = `acs:kms:cn-hangzhou:1000000000000000:key/${keyId}`;
const keyUsed = { KeyId: keyId, KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb" };
const version = { ...keyUsed, CreationDate: new Date("2026-01-02T03:04:05Z") };
const page = { PageNumber: 1, PageSize: 10, TotalCount: 2 };
const metadata = {
  KeyId: keyId,
  Arn: arn,
  KeySpec: "Aliyun_AES_256",
  KeyUsage: "ENCRYPT/DECRYPT",
  KeyState: "Enabled",
  Origin: "Aliyun_KMS",
  ProtectionLevel: "SOFTWARE",
  PrimaryKeyVersion: keyUsed.KeyVersionId,
  Creator: "1000000000000000",
  CreationDate: new Date("2026-01-02T03:04:05Z"),
  Description: 'orders & <"returns">',
  AutomaticRotation: "Disabled",
  MaterialExpireTime: "",
};
const aliases = ["orders", "returns"].map((name) => ({
  AliasName: `alias/${name}`,
  AliasArn: `acs:kms:cn-hangzhou:1000000000000000:alias/${name}`,
  KeyId: keyId,
}));
/** Of the private key 1 on P-256: the generator. */
const publicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----
`;

/** An answer of each operation, made anew each time: to render one wipes its bytes. */
export const answers: Samples = {
  CreateKey: () => ({ KeyMetadata: metadata }),
  DescribeKey: () => ({
    KeyMetadata: {
      ...metadata,
      KeyState: "PendingDeletion",
      DKMSInstanceId: instanceId,
      DeleteDate: new Date("2026-02-02T03:04:05Z"),
      LastRotationDate: new Date("2026-01-03T03:04:05Z"),
      DeletionProtection: "Disabled",
      DeletionProtectionDescription: "",
    },
  }),
  ListKeys: () => ({
    Keys: [
      { KeyId: keyId, KeyArn: arn },
      { KeyId: "key-b", KeyArn: "acs:kms:cn-hangzhou:1000000000000000:key/key-b" },
    ],
    ...page,
  }),
  UpdateKeyDescription: () => ({}),
  EnableKey: () => ({}),
  DisableKey: () => ({}),
  ScheduleKeyDeletion: () => ({}),
  CancelKeyDeletion: () => ({}),
  GetPublicKey: () => ({ ...keyUsed, PublicKey: publicKey }),
  CreateKeyVersion: () => ({ KeyVersion: version }),
  DescribeKeyVersion: () => ({ KeyVersion: version }),
  ListKeyVersions: () => ({
    KeyVersions: [version, { ...version, KeyVersionId: "5c8e2b1d-0a3f-4d6e-9b7a-1f2e3d4ccccc" }],
    ...page,
  }),
  CreateAlias: () => ({}),
  UpdateAlias: () => ({}),
  DeleteAlias: () => ({}),
  ListAliases: () => ({ Aliases: aliases, ...page }),
  ListAliasesByKeyId: () => ({ Aliases: aliases, ...page }),
  GetKeyPolicy: () => ({ Policy: '{"Version":"1","Statement":[]}' }),
  SetKeyPolicy: () => ({}),
  Encrypt: () => ({ ...keyUsed, CiphertextBlob: bytes(92) }),
  Decrypt: () => ({ ...keyUsed, Plaintext: "<a>&amp;\r\n\t密钥🔑 " }),
  ReEncrypt: () => ({ ...keyUsed, CiphertextBlob: bytes(93) }),
  GenerateDataKey: () => ({ ...keyUsed, CiphertextBlob: bytes(94), Plaintext: bytes(16) }),
  GenerateDataKeyWithoutPlaintext: () => ({ ...keyUsed, CiphertextBlob: bytes(95) }),
  ExportDataKey: () => ({ ...keyUsed, ExportedDataKey: bytes(256) }),
  GenerateAndExportDataKey: () => ({ ...keyUsed, CiphertextBlob: bytes(96), ExportedDataKey: bytes(256) }),
  AsymmetricEncrypt: () => ({ ...keyUsed, CiphertextBlob: bytes(384) }),
  AsymmetricDecrypt: () => ({ ...keyUsed, Plaintext: bytes(31) }),
  AsymmetricSign: () => ({ ...keyUsed, Value: bytes(71) }),
  AsymmetricVerify: () => ({ ...keyUsed, Value: true }),
  ListKmsInstances: () => ({
    KmsInstances: [
      {
        KmsInstanceId: instanceId,
        KmsInstanceArn: `acs:kms:cn-hangzhou:1000000000000000:keystore/${instanceId}`,
      },
    ],
    ...page,
    TotalCount: 1,
  }),
  GetKmsInstance: () => ({
    KmsInstance: {
      InstanceId: instanceId,
      InstanceName: "orders",
      Status: "Connected",
      CreateTime: new Date("2026-01-02T03:04:05Z"),
      CaCertificateChainPem: "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n",
      VpcId: "vpc-orders",
      VswitchIds: ["vsw-a", "vsw-b"],
      ZoneIds: ["cn-hangzhou-a"],
      BindVpcs: [
        {
          RegionId: "cn-hangzhou",
          VpcId: "vpc-returns",
          VSwitchId: "vsw-c",
          VpcOwnerId: "2000000000000000",
        },
      ],
      VpcNum: 2,
    },
  }),
  ConnectKmsInstance: () => ({}),
  UpdateKmsInstanceBindVpc: () => ({}),
  GetDefaultKmsInstance: () => ({ DefaultKmsInstanceId: instanceId }),
  ReleaseKmsInstance: () => ({}),
  DescribeRegions: () => ({ Regions: [{ RegionId: "cn-hangzhou" }, { RegionId: "cn-shanghai" }] }),
};

/** Bytes 1, 2, 3 and so on; the first is never zero, so that it shows when they were wiped. */
function bytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index + 1) % 256);
}
