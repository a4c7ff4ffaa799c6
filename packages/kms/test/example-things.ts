import { randomBytes } from "node:crypto";
import { allowedStates, asymmetricEncrypt, asymmetricSign, createAlias, encrypt } from "@keyferry/protocol";
import {
  exampleDigest,
  thingsUsedBy,
  type Example,
  type ExampleThings,
} from "../../../tools/testing/examples.ts";
import { newKeyPair } from "./key-pairs.ts";
import { recipients } from "./recipients.ts";
import { account, region, type Service } from "./service.ts";

type Key = ExampleThings["key"];

/** Ids of what examples are about, where policies have to name it before it is there. */
export interface KnownIds {
  readonly key: string;
  readonly other: string;
}

const instance = `kst-${"i".repeat(21)}`;
const newInstance = `kst-${"n".repeat(21)}`;

/**
 * Makes what an example is about, and nothing that it does not use. Its key is in the first state in which the operation is
 * allowed.
 *
 * @param known keys of an instance that are there already. Default: two new ones
 */
export async function exampleThings(
  service: Service,
  example: Example,
  known?: KnownIds,
): Promise<ExampleThings> {
  const used = thingsUsedBy(example);
  const { call, newKey } = service;
  await service.newInstance({ id: instance });
  await service.newInstance({ id: newInstance, connection: null });
  const keyOf = async (id: string, AliasName: string): Promise<Key> => {
    await call(createAlias, { KeyId: id, AliasName });
    return { ...(await call(encrypt, { KeyId: id, Plaintext: "YmVmb3Jl" })), AliasName };
  };
  const inside = async () => newKey({ DKMSInstanceId: await service.newInstance() });
  const ids = known ?? { key: await inside(), other: await newKey() };
  const things: ExampleThings = {
    account,
    region,
    key: await keyOf(ids.key, "alias/one"),
    other: await keyOf(ids.other, "alias/two"),
    cipherPair: used.has("cipherPair") ? await cipherPair(service) : { ...nothing, CiphertextBlob: noBytes },
    signingPair: used.has("signingPair") ? await signingPair(service) : { ...nothing, Value: noBytes },
    recipient: recipients.SM2PKE.fields,
    instance,
    newInstance,
  };
  const [first = "Enabled"] = allowedStates(example.operation.states);
  if (first !== "Enabled") await service.setState(things.key.KeyId, first);
  return things;
}

const nothing = { KeyId: "", KeyVersionId: "" };
const noBytes = new Uint8Array(0);

async function cipherPair(service: Service): Promise<ExampleThings["cipherPair"]> {
  const pair = await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT");
  const request = { ...pair, Algorithm: "SM2PKE", Plaintext: new Uint8Array(randomBytes(6)) } as const;
  const { CiphertextBlob } = await service.call(asymmetricEncrypt, request);
  return { ...pair, CiphertextBlob };
}

async function signingPair(service: Service): Promise<ExampleThings["signingPair"]> {
  const pair = await newKeyPair(service, "EC_SM2", "SIGN/VERIFY");
  const request = { ...pair, Algorithm: "SM2DSA", Digest: exampleDigest } as const;
  const { Value } = await service.call(asymmetricSign, request);
  return { ...pair, Value };
}
