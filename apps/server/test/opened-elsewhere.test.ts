import { constants, createPrivateKey, privateDecrypt, randomBytes } from "node:crypto";
import { sm2CiphertextToDer } from "@keyferry/crypto";
import { sm2 } from "sm-crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { oaepOptions, opensslDecrypt } from "../../../tools/testing/openssl.ts";
import { officialClient, type Answer, type Call } from "./official-client.ts";
import { newRsaRecipient, newSm2Recipient } from "./recipients.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const rsaRecipient = newRsaRecipient();
const sm2Recipient = newSm2Recipient();
const hashes = { RSAES_OAEP_SHA_256: "sha256", RSAES_OAEP_SHA_1: "sha1" } as const;
const context = { EncryptionContext: '{"tenant":"a"}' };
let server: RunningServer;
let call: Call;
let keyIds: readonly string[];

beforeAll(async () => {
  server = await startServer();
  call = officialClient(server.ready.public);
  const made = await Promise.all(
    ["Aliyun_AES_256", "Aliyun_SM4"].map((KeySpec) => call("CreateKey", { KeySpec })),
  );
  keyIds = made.map(({ KeyMetadata }) => KeyMetadata["KeyId"] as string);
});

afterAll(() => server[Symbol.asyncDispose]());

interface ExportedKey {
  readonly exported: Buffer;
  /** What Decrypt says is inside, or Encrypt was given; base64. */
  readonly inside: string;
}

/**
 * Data keys of several lengths, exported in both ways from keys of both kinds; and keys that a caller brought along as
 * base64 text.
 */
async function exportedKeys(recipient: Readonly<Record<string, string>>): Promise<readonly ExportedKey[]> {
  const keys: ExportedKey[] = [];
  for (const KeyId of keyIds) {
    for (const NumberOfBytes of [1, 16, 32, 190]) {
      const asked = { KeyId, NumberOfBytes, ...context };
      const { CiphertextBlob } = await call("GenerateDataKeyWithoutPlaintext", asked);
      const answer = await call("ExportDataKey", { CiphertextBlob, ...context, ...recipient });
      keys.push(await withPlaintext({ ...answer, CiphertextBlob }));
      keys.push(await withPlaintext(await call("GenerateAndExportDataKey", { ...asked, ...recipient })));
      const Plaintext = randomBytes(NumberOfBytes).toString("base64");
      const encrypted = await call("Encrypt", { KeyId, Plaintext, ...context });
      const exported = await call("ExportDataKey", {
        ...context,
        ...recipient,
        CiphertextBlob: encrypted.CiphertextBlob,
      });
      keys.push({ exported: Buffer.from(exported.ExportedDataKey, "base64"), inside: Plaintext });
    }
  }
  return keys;
}

async function withPlaintext({ CiphertextBlob, ExportedDataKey }: Answer): Promise<ExportedKey> {
  const { Plaintext } = await call("Decrypt", { CiphertextBlob, ...context });
  return { exported: Buffer.from(ExportedDataKey, "base64"), inside: Plaintext };
}

describe.each(Object.keys(hashes) as (keyof typeof hashes)[])("a data key exported by %s", (algorithm) => {
  const hash = hashes[algorithm];
  let keys: readonly ExportedKey[];

  beforeAll(async () => {
    keys = await exportedKeys({ ...rsaRecipient.parameters, WrappingAlgorithm: algorithm });
  });

  it.skipIf(isLeftOut("openssl"))("opens in openssl", () => {
    for (const { exported, inside } of keys) {
      const opened = opensslDecrypt(rsaRecipient.privateKey, exported, oaepOptions(hash));
      expect(Buffer.from(opened).toString("base64")).toBe(inside);
    }
  });

  it("opens in node:crypto", () => {
    const key = createPrivateKey({ key: rsaRecipient.privateKey, format: "der", type: "pkcs8" });
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    for (const { exported, inside } of keys) {
      const opened = privateDecrypt({ key, padding, oaepHash: hash }, exported);
      expect(opened.toString("base64")).toBe(inside);
    }
  });
});

describe("a data key exported by SM2PKE", () => {
  let keys: readonly ExportedKey[];

  beforeAll(async () => {
    keys = await exportedKeys({ ...sm2Recipient.parameters, WrappingAlgorithm: "SM2PKE" });
  });

  it.skipIf(isLeftOut("openssl"))("opens in openssl, in its DER form", () => {
    for (const { exported, inside } of keys) {
      const opened = opensslDecrypt(sm2Recipient.privateKey, sm2CiphertextToDer(exported));
      expect(Buffer.from(opened).toString("base64")).toBe(inside);
    }
  });

  it("opens in sm-crypto, in its raw form", () => {
    for (const { exported, inside } of keys) {
      expect(exported[0]).toBe(0x04);
      const ciphertext = exported.subarray(1).toString("hex");
      const opened = sm2.doDecrypt(ciphertext, sm2Recipient.privateKeyHex, 1, { output: "array" });
      expect(Buffer.from(opened).toString("base64")).toBe(inside);
    }
  });
});
