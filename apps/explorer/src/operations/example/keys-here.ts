import { copyPublic, publicBytesOf } from "@keyferry/bytes";
import {
  allowedStates,
  asymmetricEncrypt,
  asymmetricSign,
  describeKey,
  encrypt,
  generateMac,
  getParametersForImport,
  listAliasesByKeyId,
  listKeys,
  ServiceError,
  type Operation,
} from "@keyferry/protocol";
import {
  exampleDigest,
  exampleMessage,
  type ExampleKey,
  type ExampleThings,
} from "@keyferry/protocol/examples";
import type { Call } from "../../connection/use-call.ts";
import { wrapMaterial } from "./wrap-material.ts";

type Filters = Readonly<Partial<Record<"KeyState" | "KeySpec" | "KeyUsage", readonly string[]>>>;

const symmetric = { KeySpec: ["Aliyun_AES_256", "Aliyun_SM4"] };
/** What examples encrypt. */
const plaintext = publicBytesOf(1, 2, 3);

/** How many keys are tried one by one. */
const maxTries = 10;

/** The ids of keys that fit, those of instances first: some operations are for them alone. */
export async function keysHere(call: Call, wanted: Filters): Promise<readonly string[]> {
  const Filters = Object.entries({ KeyState: ["Enabled"], ...wanted }).map(([Key, Values]) => ({
    Key: Key as keyof Filters,
    Values: [...Values],
  }));
  const { Keys } = await call(listKeys, { Filters, PageSize: 100 });
  const rank = ({ KeyId }: { readonly KeyId: string }) => (KeyId.startsWith("key-") ? 0 : 1);
  return Keys.toSorted((a, b) => rank(a) - rank(b)).map(({ KeyId }) => KeyId);
}

/** A symmetric key in a state in which the operation is allowed; `at` counts those that fit. */
export async function keyHere(call: Call, operation: Operation, at: number): Promise<ExampleKey | undefined> {
  const states = allowedStates(operation.states);
  const KeyState = states.includes("Enabled") ? "Enabled" : (states[0] ?? "Enabled");
  const all = await keysHere(call, { ...symmetric, KeyState: [KeyState] });
  let passed = 0;
  for (const KeyId of all.slice(0, maxTries)) {
    const CiphertextBlob = KeyState === "Enabled" ? await encrypted(call, KeyId) : plaintext;
    if (CiphertextBlob === undefined || passed++ < at) continue;
    const { KeyMetadata } = await call(describeKey, { KeyId });
    const { Aliases } = await call(listAliasesByKeyId, { KeyId });
    return {
      ...{ KeyId, CiphertextBlob, KeyVersionId: KeyMetadata.PrimaryKeyVersion },
      AliasName: Aliases[0]?.AliasName ?? "alias/orders",
    };
  }
  return undefined;
}

/** What a key has encrypted; undefined where it cannot be used: it may be an instance's, and this another gateway. */
async function encrypted(call: Call, KeyId: string): Promise<Uint8Array | undefined> {
  try {
    return (await call(encrypt, { KeyId, Plaintext: "YmVmb3Jl" })).CiphertextBlob;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** The instance of a key; empty where it is in none. */
export async function instanceOfKey(call: Call, KeyId: string): Promise<string> {
  return (await call(describeKey, { KeyId })).KeyMetadata.DKMSInstanceId ?? "";
}

type Found<Name extends keyof ExampleThings> = Promise<ExampleThings[Name] | undefined>;

/** A key pair for encryption, and what it has encrypted. */
export async function cipherPairHere(call: Call): Found<"cipherPair"> {
  const pair = await pairHere(call, { KeySpec: ["EC_SM2"], KeyUsage: ["ENCRYPT/DECRYPT"] });
  if (pair === undefined) return undefined;
  const request = { ...pair, Algorithm: "SM2PKE", Plaintext: plaintext } as const;
  return { ...pair, CiphertextBlob: (await call(asymmetricEncrypt, request)).CiphertextBlob };
}

/** A key pair for signatures, and what it has signed. */
export async function signingPairHere(call: Call): Found<"signingPair"> {
  const pair = await pairHere(call, { KeySpec: ["EC_SM2"], KeyUsage: ["SIGN/VERIFY"] });
  if (pair === undefined) return undefined;
  const request = { ...pair, Algorithm: "SM2DSA", Digest: exampleDigest } as const;
  return { ...pair, Value: (await call(asymmetricSign, request)).Value };
}

/** A key for authentication codes, and one that it has made. */
export async function macKeyHere(call: Call): Found<"macKey"> {
  const [KeyId] = await keysHere(call, { KeySpec: ["HMAC_SHA_256"] });
  if (KeyId === undefined) return undefined;
  const request = { KeyId, Algorithm: "HMAC_SHA_256", Message: exampleMessage } as const;
  return { KeyId, Mac: (await call(generateMac, request)).Mac };
}

/** A key whose material is to be imported. */
export async function waitingKeyHere(call: Call): Found<"waitingKey"> {
  const [KeyId] = await keysHere(call, { ...symmetric, KeyState: ["PendingImport"] });
  return KeyId === undefined ? undefined : { KeyId };
}

/** The same, and what imports material into it. */
export async function wrappedMaterialHere(call: Call): Found<"wrappedMaterial"> {
  const waiting = await waitingKeyHere(call);
  if (waiting === undefined) return undefined;
  const wrapping = { WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" } as const;
  const { PublicKey, ImportToken } = await call(getParametersForImport, { ...waiting, ...wrapping });
  return { ...waiting, ImportToken, EncryptedKeyMaterial: await wrapMaterial(copyPublic(PublicKey)) };
}

async function pairHere(call: Call, wanted: Filters) {
  const [KeyId] = await keysHere(call, wanted);
  if (KeyId === undefined) return undefined;
  const { KeyMetadata } = await call(describeKey, { KeyId });
  return { KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
}
