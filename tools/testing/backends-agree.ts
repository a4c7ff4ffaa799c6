import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import type { Kms } from "@keyferry/kms";
import { ServiceError, type OperationName } from "@keyferry/protocol";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import {
  base64,
  call,
  cryptographicOperations,
  newKey,
  openSharedStore,
  publicKeys,
  type NamedKey,
  type Parameters,
} from "./differential.ts";

/** What of an answer is the same whoever gives it: all of it where nothing is random, lengths elsewhere. */
const random = new Set([
  "CiphertextBlob",
  "ExportedDataKey",
  "Plaintext of GenerateDataKey",
  "Value of AsymmetricSign",
]);

async function outcomeOf(kms: Kms, name: OperationName, parameters: Parameters) {
  try {
    return Object.entries(await call(kms, name, parameters)).map(([member, value]) => {
      if (!(value instanceof Uint8Array)) return [member, value];
      // A signature in DER is a byte or two shorter now and then.
      if (name === "AsymmetricSign" && value.length <= 72) return [member, "DER"];
      const isRandom = random.has(member) || random.has(`${member} of ${name}`);
      return [member, isRandom ? value.length : base64(value)];
    });
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const parameters = (keys: readonly NamedKey[], blobs: readonly string[]) =>
  fc.record({
    key: fc.constantFrom(...keys),
    other: fc.constantFrom(...keys),
    blob: fc.oneof(fc.constantFrom(...blobs), fc.uint8Array({ minLength: 1, maxLength: 300 }).map(base64)),
    context: fc.constantFrom('{"a":"b"}', '{"a":"c"}', "{}", ""),
    plaintext: fc.uint8Array({ minLength: 1, maxLength: 260 }).map(base64),
    digest: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64),
    length: fc.constantFrom("1", "16", "17", "32", "190", "191", "214", "215", "1024"),
    encryption: fc.constantFrom("RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"),
    signature: fc.constantFrom("RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"),
    recipient: fc.constantFrom("RSA_2048" as const, "EC_SM2" as const),
  });

/**
 * Tests that services on different backends, over one store and with one another's keys, answer alike: the same draws are sent
 * to all.
 *
 * @param backends with one sealer; the last makes all keys
 */
export function testThatBackendsAgree(sealer: Sealer, backends: readonly CryptoBackend[]): void {
  /** One service per backend, over one store: they use one another's keys. */
  let services: readonly Kms[];
  /** Keys of every kind, with their versions. */
  let keys: readonly NamedKey[];
  /** Ciphertexts under some of the keys. */
  let blobs: readonly string[];

  beforeAll(async () => {
    const serviceOn = await openSharedStore(sealer);
    services = backends.map((crypto) => serviceOn(crypto));
    // The last makes RSA keys quickly.
    const maker = services.at(-1);
    if (maker === undefined) throw new Error("there is no service");
    const plans = [
      { KeySpec: "Aliyun_AES_256" },
      { KeySpec: "Aliyun_SM4" },
      { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT/DECRYPT" },
      { KeySpec: "RSA_2048", KeyUsage: "SIGN/VERIFY" },
      { KeySpec: "EC_P256" },
      { KeySpec: "EC_SM2", KeyUsage: "ENCRYPT/DECRYPT" },
      { KeySpec: "EC_SM2", KeyUsage: "SIGN/VERIFY" },
    ];
    keys = await Promise.all(plans.map((plan) => newKey(maker, plan)));
    const symmetric = keys.slice(0, 2).flatMap((key) => services.map((kms) => ({ key, kms })));
    blobs = await Promise.all(
      symmetric.map(async ({ key: { KeyId }, kms }) => {
        const parameters = { KeyId, EncryptionContext: '{"a":"b"}' };
        const answer = await call(kms, "GenerateDataKeyWithoutPlaintext", parameters);
        return base64(answer["CiphertextBlob"]);
      }),
    );
  });

  it.each(cryptographicOperations)("agree about %s", async (name) => {
    await fc.assert(
      fc.asyncProperty(parameters(keys, blobs), async (drawn) => {
        const { signature, encryption, recipient } = drawn;
        const request = {
          KeyId: drawn.key.KeyId,
          KeyVersionId: drawn.key.KeyVersionId,
          DestinationKeyId: drawn.other.KeyId,
          CiphertextBlob: drawn.blob,
          EncryptionContext: drawn.context,
          SourceEncryptionContext: drawn.context,
          Plaintext: drawn.plaintext,
          Digest: drawn.digest,
          Value: drawn.plaintext,
          NumberOfBytes: drawn.length,
          Algorithm: name.includes("crypt") ? encryption : signature,
          WrappingAlgorithm: encryption,
          WrappingKeySpec: recipient,
          PublicKeyBlob: publicKeys[recipient],
        };
        const [first, ...others] = await Promise.all(services.map((kms) => outcomeOf(kms, name, request)));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });
}
