import {
  allowedStates,
  asymmetricEncrypt,
  asymmetricSign,
  createAlias,
  createApplicationAccessPoint,
  createClientKey,
  createKey,
  createNetworkRule,
  createPolicy,
  createSecret,
  deleteSecret,
  describeKey,
  encrypt,
  generateMac,
  getParametersForImport,
  scheduleKeyDeletion,
  type AnswerOf,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import {
  exampleDigest,
  exampleMessage,
  thingsUsedBy,
  type Example,
  type ExampleManagedDataKey,
  type ExampleSecret,
  type ExampleThings,
} from "./examples.ts";
import { wrapMaterial as wrap } from "./wrap-material.ts";

/** How things for examples are made: by calls of the service that the examples are for. */
export interface ThingsMaker extends Pick<ExampleThings, "account" | "region" | "recipient"> {
  call<O extends Operation>(operation: O, request: RequestOf<O>): Promise<AnswerOf<O>>;
  /** Makes an alias's name that nobody has, with its prefix. */
  readonly newAlias: () => string;
  /** Makes a name that nothing has. */
  readonly newName: () => string;
  /** Id of the instance that keys are made in. Default: none, where an instance's keys cannot be used. */
  readonly home?: () => string | Promise<string>;
  /** Ids of an instance without keys, and of one that is not connected. */
  readonly instance: () => string | Promise<string>;
  readonly newInstance: () => string | Promise<string>;
  /** Gives a managed data key, sealed under a key where that is possible: no operation makes one. */
  readonly managedDataKey: (keyId: string) => ExampleManagedDataKey | Promise<ExampleManagedDataKey>;
  /** Keys of an instance that are there already. Default: two new ones. */
  readonly known?: { readonly key: string; readonly other: string };
}

const nobody = { KeyId: "", KeyVersionId: "", AliasName: "" };
const nothing = new Uint8Array(0);
const noSecret: ExampleSecret = { SecretName: "", VersionId: "" };
const noDataKey: ExampleManagedDataKey = { DataKeyName: "", DataKeyVersionId: "" };
const noClientKey = { ClientKeyId: "", AapName: "" };
const noMaterial = { KeyId: "", ImportToken: nothing, EncryptedKeyMaterial: nothing };
/** What is imported into a key of Aliyun_AES_256. */
const exampleMaterial = new Uint8Array(32).fill(5);

/**
 * Makes what an example is about, and nothing that it does not use. Its key is in a state in which the operation is allowed:
 * Enabled, or else PendingDeletion.
 */
export async function makeThings(maker: ThingsMaker, example: Example): Promise<ExampleThings> {
  const { account, region, recipient, known } = maker;
  const call = maker.call.bind(maker);
  const used = thingsUsedBy(example);
  const ofKey = ["key", "keyInstance", "secret", "managedSecret", "deletedSecret", "managedDataKey"] as const;
  const things: ExampleThings = {
    account,
    region,
    recipient,
    key: ofKey.some((each) => used.has(each))
      ? await key(known?.key)
      : { ...nobody, CiphertextBlob: nothing },
    other: used.has("other") ? await key(known?.other) : { ...nobody, CiphertextBlob: nothing },
    ...{
      keyInstance: "",
      secret: noSecret,
      managedSecret: noSecret,
      deletedSecret: noSecret,
      managedDataKey: noDataKey,
    },
    newName: used.has("newName") ? maker.newName() : "",
    cipherPair: used.has("cipherPair") ? await cipherPair() : { ...nobody, CiphertextBlob: nothing },
    signingPair: used.has("signingPair") ? await signingPair() : { ...nobody, Value: nothing },
    macKey: used.has("macKey") ? await macKey() : { KeyId: "", Mac: nothing },
    waitingKey: used.has("waitingKey") ? await newKey({ Origin: "EXTERNAL" }) : nobody,
    wrappedMaterial: used.has("wrappedMaterial") ? await wrappedMaterial() : noMaterial,
    instance: used.has("instance") ? await maker.instance() : "",
    newInstance: used.has("newInstance") ? await maker.newInstance() : "",
    networkRule: used.has("networkRule") ? await networkRule() : "",
    accessPolicy: used.has("accessPolicy") ? await accessPolicy() : "",
    accessPoint: used.has("accessPoint") ? await accessPoint() : "",
    clientKey: used.has("clientKey") ? await clientKey() : noClientKey,
  };
  if (used.has("key") && !allowedStates(example.operation.states).includes("Enabled")) {
    await call(scheduleKeyDeletion, { KeyId: things.key.KeyId, PendingWindowInDays: 7 });
  }
  if (things.key.KeyId === "") return things;
  const keyInstance = await instanceOfKey();
  const place = {
    EncryptionKeyId: things.key.KeyId,
    ...(keyInstance !== "" && { DKMSInstanceId: keyInstance }),
  };
  return {
    ...things,
    keyInstance,
    secret: used.has("secret") ? await secret(place) : noSecret,
    managedSecret: used.has("managedSecret") ? await managedSecret(place) : noSecret,
    deletedSecret: used.has("deletedSecret") ? await deletedSecret(place) : noSecret,
    managedDataKey: used.has("managedDataKey") ? await maker.managedDataKey(things.key.KeyId) : noDataKey,
  };

  /** Old clients cannot read all that is told of a key: only one that was there already is asked about. */
  async function instanceOfKey(): Promise<string> {
    if (known === undefined) return (await placeOfKeys()).DKMSInstanceId ?? "";
    const { KeyMetadata } = await call(describeKey, { KeyId: known.key });
    return KeyMetadata.DKMSInstanceId ?? "";
  }

  async function secret(more: Partial<RequestOf<typeof createSecret>>): Promise<ExampleSecret> {
    const named = { SecretName: maker.newName(), VersionId: "v1" };
    await call(createSecret, { ...named, SecretData: "before", ...more });
    return named;
  }

  function managedSecret(sealing: Partial<RequestOf<typeof createSecret>>): Promise<ExampleSecret> {
    const account = { AccountName: "orders", AccountPassword: "before" };
    return secret({
      ...sealing,
      SecretType: "Rds",
      SecretData: JSON.stringify({ Accounts: [account] }),
      ExtendedConfig: JSON.stringify({ SecretSubType: "SingleUser", DBInstanceId: "rm-orders" }),
    });
  }

  async function deletedSecret(sealing: Partial<RequestOf<typeof createSecret>>): Promise<ExampleSecret> {
    const named = await secret(sealing);
    await call(deleteSecret, { SecretName: named.SecretName });
    return named;
  }

  async function key(id?: string): Promise<ExampleThings["key"]> {
    const KeyId = id ?? (await newKey(await placeOfKeys())).KeyId;
    const AliasName = maker.newAlias();
    await call(createAlias, { KeyId, AliasName });
    const { KeyVersionId, CiphertextBlob } = await call(encrypt, { KeyId, Plaintext: "YmVmb3Jl" });
    return { KeyId, KeyVersionId, AliasName, CiphertextBlob };
  }

  async function placeOfKeys(): Promise<RequestOf<typeof createKey>> {
    return maker.home === undefined ? {} : { DKMSInstanceId: await maker.home() };
  }

  async function newKey(request: RequestOf<typeof createKey>) {
    const { KeyMetadata } = await call(createKey, request);
    return { KeyId: KeyMetadata.KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
  }

  async function cipherPair(): Promise<ExampleThings["cipherPair"]> {
    const pair = await newKey({ KeySpec: "EC_SM2", KeyUsage: "ENCRYPT/DECRYPT" });
    const request = { ...pair, Algorithm: "SM2PKE", Plaintext: new Uint8Array([1, 2, 3]) } as const;
    return { ...pair, CiphertextBlob: (await call(asymmetricEncrypt, request)).CiphertextBlob };
  }

  async function signingPair(): Promise<ExampleThings["signingPair"]> {
    const pair = await newKey({ KeySpec: "EC_SM2", KeyUsage: "SIGN/VERIFY" });
    const request = { ...pair, Algorithm: "SM2DSA", Digest: exampleDigest } as const;
    return { ...pair, Value: (await call(asymmetricSign, request)).Value };
  }

  async function wrappedMaterial(): Promise<ExampleThings["wrappedMaterial"]> {
    const { KeyId } = await newKey({ Origin: "EXTERNAL" });
    const WrappingAlgorithm = "RSAES_OAEP_SHA_256";
    const wrapping = { WrappingAlgorithm, WrappingKeySpec: "RSA_2048" } as const;
    const { PublicKey, ImportToken } = await call(getParametersForImport, { KeyId, ...wrapping });
    return { KeyId, ImportToken, EncryptedKeyMaterial: wrap(PublicKey, exampleMaterial, WrappingAlgorithm) };
  }

  async function networkRule(): Promise<string> {
    return (await call(createNetworkRule, { Name: maker.newName(), Type: "Private" })).Name;
  }

  async function accessPolicy(): Promise<string> {
    return (await call(createPolicy, { Name: maker.newName(), Permissions: [], Resources: [] })).Name;
  }

  async function accessPoint(): Promise<string> {
    return (await call(createApplicationAccessPoint, { Name: maker.newName(), Policies: [] })).Name;
  }

  async function clientKey(): Promise<ExampleThings["clientKey"]> {
    const AapName = await accessPoint();
    const { ClientKeyId } = await call(createClientKey, { AapName, Password: "not-secret-1" });
    return { ClientKeyId, AapName };
  }

  async function macKey(): Promise<ExampleThings["macKey"]> {
    const { KeyId } = await newKey({ KeySpec: "HMAC_SHA_256" });
    const request = { KeyId, Algorithm: "HMAC_SHA_256", Message: exampleMessage } as const;
    return { KeyId, Mac: (await call(generateMac, request)).Mac };
  }
}
