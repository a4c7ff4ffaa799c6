import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { wrappingAlgorithms, type RecipientKeySpec, type WrappingAlgorithm } from "@keyferry/crypto";
import {
  createKey,
  decrypt,
  exportDataKey,
  formatEncryptionContext,
  generateDataKeyWithoutPlaintext,
  type EncryptionContext,
  type RequestOf,
} from "@keyferry/protocol";
import { callerFor } from "../caller.ts";
import type { Connection } from "../connection.ts";
import type { InputSource } from "../input.ts";
import { writeKeyPair, type KeyPairFiles } from "../key-pair-files.ts";
import { expectRefusal, expectSameKey } from "./expectations.ts";
import type { Narrator } from "./narrator.ts";
import { findOpeners } from "./opener.ts";

/** What the journey is told with, and where. */
export interface JourneyOptions {
  readonly narrator: Narrator;
  /** Takes the recipients' private keys; an absolute path. */
  readonly folder: string;
  readonly connection: Connection;
  readonly source: InputSource;
  readonly signal: AbortSignal;
}

/** The algorithms that the data key travels under, in the order of the story. */
export const exportedAlgorithms = Object.keys(wrappingAlgorithms) as readonly WrappingAlgorithm[];

const context: EncryptionContext = [["purpose", "demo"]];
const otherContext: EncryptionContext = [["purpose", "something else"]];

/**
 * Makes a data key, exports it under every algorithm, opens each export on the recipient's side, and compares. Then
 * shows that another context and another secret are refused.
 *
 * @throws CommandError when an outcome is not the promised one
 */
export async function tellJourney(options: JourneyOptions): Promise<void> {
  const { narrator, folder, connection, source, signal } = options;
  const caller = callerFor(connection);
  const call = { signal };

  const { KeyMetadata } = await caller.call(createKey, { KeySpec: "Aliyun_AES_256" }, call);
  narrator.step("Make a key", `CreateKey: ${KeyMetadata.KeyId}, ${KeyMetadata.KeySpec}`);

  const { CiphertextBlob } = await caller.call(
    generateDataKeyWithoutPlaintext,
    { KeyId: KeyMetadata.KeyId, EncryptionContext: context },
    call,
  );
  narrator.step(
    "Make a data key",
    `GenerateDataKeyWithoutPlaintext: a ciphertext of ${String(CiphertextBlob.length)} bytes, nothing else`,
  );
  narrator.detail("bound to", formatEncryptionContext(context));

  const recipients: Readonly<Record<RecipientKeySpec, KeyPairFiles>> = {
    RSA_2048: await writeKeyPair("RSA_2048", join(folder, "rsa"), folder),
    EC_SM2: await writeKeyPair("EC_SM2", join(folder, "sm2"), folder),
  };
  narrator.step("Make two recipients", "RSA_2048 and EC_SM2; their private keys stay with them");

  await exportAndCompare();

  const refusedContext = await expectRefusal("InvalidParameter", "Another context", () =>
    caller.call(exportDataKey, { ...requestFor("SM2PKE"), EncryptionContext: otherContext }, call),
  );
  narrator.step("Try another context", `refused: ${refusedContext}`);

  const accessKeySecret = randomBytes(24).toString("base64url");
  const refusedSecret = await expectRefusal("SignatureDoesNotMatch", "A wrong secret", () =>
    callerFor({ ...connection, accessKeySecret }).call(exportDataKey, requestFor("SM2PKE"), call),
  );
  narrator.step("Try a wrong secret", `refused: ${refusedSecret}`);

  function requestFor(algorithm: WrappingAlgorithm): RequestOf<typeof exportDataKey> {
    const spec = wrappingAlgorithms[algorithm].recipient;
    return {
      CiphertextBlob,
      EncryptionContext: context,
      PublicKeyBlob: recipients[spec].publicKey,
      WrappingKeySpec: spec,
      WrappingAlgorithm: algorithm,
    };
  }

  async function exportAndCompare(): Promise<void> {
    const openerOf = await findOpeners(source);
    const { Plaintext } = await caller.call(decrypt, { CiphertextBlob, EncryptionContext: context }, call);
    try {
      narrator.step("Export and open", "each compared with what Decrypt answers, and wiped");
      for (const algorithm of exportedAlgorithms) {
        const { ExportedDataKey } = await caller.call(exportDataKey, requestFor(algorithm), call);
        const { privateFile } = recipients[wrappingAlgorithms[algorithm].recipient];
        const opener = openerOf(algorithm);
        await expectSameKey(algorithm, Plaintext, () => opener.open(privateFile, ExportedDataKey));
        narrator.detail(algorithm, `${String(ExportedDataKey.length)} bytes; the same key by ${opener.name}`);
      }
    } finally {
      Plaintext.fill(0);
    }
  }
}
