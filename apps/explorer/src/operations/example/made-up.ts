import { publicBytesOf } from "@keyferry/bytes";
import type { ExampleThings } from "@keyferry/protocol/examples";
import { makePair } from "../form/fresh-pair.ts";

const id = "202b9877-5a25-46e3-a763-e20791b5aaaa";
const version = { KeyId: id, KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb" };
const bytes = (length: number) => publicBytesOf(...Array.from({ length }, (_, at) => at));
const someBytes = bytes(96);
const key = { ...version, AliasName: "alias/orders", CiphertextBlob: someBytes };
const secret = { SecretName: "orders/password", VersionId: "v1" };

/** Who stands in for the recipient of an example that has none. */
export const nobody: ExampleThings["recipient"] = {
  PublicKeyBlob: someBytes,
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
};

/** The recipient of examples: a fresh pair of RSA. */
export async function exampleRecipient(): Promise<ExampleThings["recipient"]> {
  const { spki } = await makePair("RSA_2048");
  return { PublicKeyBlob: spki, WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "RSAES_OAEP_SHA_256" };
}

/** Names and bytes of a good form for what this KMS does not have: an example shows at least what its request looks like. */
export const madeUp: Omit<ExampleThings, "account" | "region" | "recipient" | "newName"> = {
  key,
  other: { ...key, AliasName: "alias/returns" },
  keyInstance: "",
  secret,
  managedSecret: { ...secret, SecretName: "orders/database" },
  deletedSecret: { ...secret, SecretName: "orders/old" },
  cipherPair: { ...version, CiphertextBlob: someBytes },
  signingPair: { ...version, Value: bytes(64) },
  macKey: { KeyId: id, Mac: bytes(32) },
  waitingKey: { KeyId: id },
  wrappedMaterial: { KeyId: id, ImportToken: someBytes, EncryptedKeyMaterial: someBytes },
  instance: "kst-hzz62f1cb66fa42qo1234",
  newInstance: "kst-hzz62f1cb66fa42qo1235",
  managedDataKey: { DataKeyName: "orders", DataKeyVersionId: "xH6OPUmz" },
  networkRule: "office",
  accessPolicy: "orders",
  accessPoint: "shop",
  clientKey: { ClientKeyId: `KAAP.${id}`, AapName: "shop" },
};
