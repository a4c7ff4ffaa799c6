import { defaultKeyPolicy } from "@keyferry/access";
import {
  createKey,
  encodeBase64,
  listKeyVersions,
  type FieldRow,
  type OperationName,
} from "@keyferry/protocol";
import { eachExample, examples } from "../../../../tools/testing/examples.ts";
import { exampleParameters } from "../example-things.ts";
import { recipients } from "../recipients.ts";
import { bytes, type Parameters } from "../requests.ts";
import {
  account,
  anInstance,
  answerOf,
  createService,
  here,
  region,
  type Service,
  type ServiceOptions,
} from "../service.ts";

/** A service with keys of every kind, and what can be asked of it. */
export interface World {
  readonly service: Service;
  /** For each operation parameters that it takes, whatever was called before. */
  readonly sound: Readonly<Record<ActionName, Parameters>>;
}

/** Name of an operation of KMS, or of our own API. */
export type ActionName = keyof typeof examples;

/** Every operation's name. */
export const actions = Object.keys(examples) as readonly ActionName[];

/** The fields of an operation's request. */
export function fieldsOf(action: ActionName): readonly FieldRow[] {
  return examples[action].operation.fields;
}

/** Makes a service, its keys, and a sound request of every operation. */
export async function createWorld(options: ServiceOptions = {}): Promise<World> {
  const service = await createService(options);
  const { send } = service;
  const EncryptionContext = '{"tenant":"blue","é":"😀"}';
  const context = { EncryptionContext };
  const Plaintext = encodeBase64(bytes("a plaintext"));
  const Digest = encodeBase64(new Uint8Array(32).fill(7));
  const made = async (action: string, parameters: Parameters) =>
    JSON.parse((await send(action, parameters)).body) as Readonly<Record<string, string>>;
  const newKeyPair = async (KeySpec: string, KeyUsage: string) => {
    const answer = answerOf(createKey, await send("CreateKey", { KeySpec, KeyUsage }));
    const { KeyId } = answer.KeyMetadata;
    const [version] = answerOf(listKeyVersions, await send("ListKeyVersions", { KeyId })).KeyVersions;
    return { KeyId, KeyVersionId: version?.KeyVersionId ?? "" };
  };

  const KeyId = await service.newKey();
  const DestinationKeyId = await service.newKey();
  const spare = { KeyId: await service.newKey() };
  const inside = { KeyId: await service.newKey({ DKMSInstanceId: here }) };
  const rsa = await newKeyPair("RSA_2048", "ENCRYPT/DECRYPT");
  const ec = await newKeyPair("EC_P256", "SIGN/VERIFY");
  const { CiphertextBlob } = await made("Encrypt", { KeyId, Plaintext, ...context });
  const oaep = { ...rsa, Algorithm: "RSAES_OAEP_SHA_256" };
  const ecdsa = { ...ec, Algorithm: "ECDSA_SHA_256", Digest };
  const encrypted = await made("AsymmetricEncrypt", { ...oaep, Plaintext });
  const signed = await made("AsymmetricSign", ecdsa);
  const page = { PageNumber: "1", PageSize: "2" };
  const recipient = recipients.SM2PKE.fields;

  const newInstance = { ...anInstance(`kst-${"n".repeat(21)}`), connection: null };
  await service.store.scoped({ account, region }).instances.write.create(newInstance);

  /** Requests that say more than the examples do. */
  const fuller: Partial<World["sound"]> = {
    CreateKey: { Description: "a key", Tags: '[{"TagKey":"team","TagValue":"blue"}]', KeySpec: "Aliyun_SM4" },
    DescribeKey: { KeyId },
    ListKeys: { Filters: '[{"Key":"KeyState","Values":["Enabled","Disabled"]}]', ...page },
    UpdateKeyDescription: { KeyId, Description: "another description" },
    EnableKey: spare,
    DisableKey: spare,
    GetPublicKey: rsa,
    CreateKeyVersion: { KeyId: ec.KeyId },
    DescribeKeyVersion: ec,
    ListKeyVersions: { KeyId, ...page },
    ListAliases: page,
    ListAliasesByKeyId: { KeyId, ...page },
    Encrypt: { KeyId, Plaintext, ...context },
    Decrypt: { CiphertextBlob, ...context },
    ReEncrypt: {
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId,
      DestinationEncryptionContext: '{"tenant":"red"}',
    },
    GenerateDataKey: { KeyId, KeySpec: "AES_256", ...context },
    GenerateDataKeyWithoutPlaintext: { KeyId, NumberOfBytes: "16", ...context },
    ExportDataKey: { CiphertextBlob, ...context, ...recipient },
    ExportDataKeyToRecipients: {
      CiphertextBlob,
      ...context,
      ...numbered("Recipients", [recipient, recipients.RSAES_OAEP_SHA_256.fields]),
    },
    GenerateAndExportDataKey: { KeyId, ...context, ...recipient },
    AsymmetricEncrypt: { ...oaep, Plaintext },
    AsymmetricDecrypt: { ...oaep, CiphertextBlob: encrypted["CiphertextBlob"] },
    AsymmetricSign: ecdsa,
    AsymmetricVerify: { ...ecdsa, Value: signed["Value"] },
    ListKmsInstances: page,
    GetKmsInstance: { KmsInstanceId: here },
    ConnectKmsInstance: {
      KmsInstanceId: newInstance.id,
      KMProvider: "Aliyun",
      VpcId: "vpc-a",
      VSwitchIds: "vsw-a,vsw-b",
      ZoneIds: "cn-hangzhou-a",
    },
    UpdateKmsInstanceBindVpc: {
      KmsInstanceId: here,
      BindVpcs: '[{"RegionId":"cn-hangzhou","VpcId":"vpc-b","VSwitchId":"vsw-b","VpcOwnerId":1}]',
    },
    GetDefaultKmsInstance: {},
    GetKeyPolicy: { ...inside, PolicyName: "default" },
    SetKeyPolicy: { ...inside, PolicyName: "default", Policy: JSON.stringify(defaultKeyPolicy(account)) },
    ReleaseKmsInstance: { KmsInstanceId: newInstance.id, ForceDeleteWithoutBackup: "true" },
    DescribeRegions: {},
  };
  const sound: Record<string, Parameters> = {};
  for (const example of eachExample) {
    const { name } = example.operation;
    sound[name] = fuller[name as OperationName] ?? (await exampleParameters(service, example));
  }
  return { service, sound: sound as World["sound"] };
}

/** A list of things, as parameters have it: `Recipients.1.PublicKeyBlob`. */
function numbered(name: string, things: readonly Readonly<Record<string, string>>[]): Parameters {
  return Object.fromEntries(
    things.flatMap((fields, at) =>
      Object.entries(fields).map(([field, value]) => [`${name}.${String(at + 1)}.${field}`, value]),
    ),
  );
}
