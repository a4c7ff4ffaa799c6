import { join } from "node:path";
import {
  namesOf,
  type RecipientKeySpec,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { encodeBase64Url, randomSecret, wiping } from "@keyferry/bytes";
import {
  createKey,
  decrypt,
  exportDataKey,
  formatEncryptionContext,
  generateDataKeyWithoutPlaintext,
  ServiceError,
  type EncryptionContext,
  type RequestOf,
} from "@keyferry/protocol";
import { plaintextToBytes } from "@keyferry/sdk";
import { callerFor } from "../connection/caller.ts";
import { CommandError } from "../command-error.ts";
import type { Connection } from "../connection/connection.ts";
import type { InputSource } from "../input/input.ts";
import { writeKeyPair, type KeyPairFiles } from "../keys/key-pair-files.ts";
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
  readonly protectionLevel: "SOFTWARE" | "HSM";
  /** Whether an export that is refused as unsupported is a fault. */
  readonly exportsAll: boolean;
  /** Told of the key version that was made. */
  readonly onKeyVersion: (id: string) => void;
  readonly signal: AbortSignal;
}

/** The algorithms that the data key may travel under, in the order of the story. */
const algorithms = namesOf(wrappingAlgorithms);

const context: EncryptionContext = [["purpose", "demo"]];
const otherContext: EncryptionContext = [["purpose", "something else"]];

/**
 * Makes a data key, exports it under every algorithm, opens each export on the recipient's side, and compares. Then
 * shows that another context and another secret are refused.
 *
 * @returns the algorithms that it travelled under
 * @throws CommandError when an outcome is not the promised one
 */
export async function tellJourney(options: JourneyOptions): Promise<readonly WrappingAlgorithm[]> {
  const { narrator, folder, connection, source, signal, protectionLevel, exportsAll } = options;
  const caller = callerFor(connection);
  const call = { signal };

  const { KeyMetadata } = await caller.call(
    createKey,
    { KeySpec: "Aliyun_AES_256", ProtectionLevel: protectionLevel },
    call,
  );
  options.onKeyVersion(KeyMetadata.PrimaryKeyVersion);
  const place = protectionLevel === "HSM" ? ", in the token" : "";
  narrator.step("Make a key", `CreateKey: ${KeyMetadata.KeyId}, ${KeyMetadata.KeySpec}${place}`);

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

  const exported = await exportAndCompare();
  const [first] = exported;
  if (first === undefined) throw new CommandError("the data key could not be exported in any way.");

  const refusedContext = await expectRefusal("InvalidParameter", "Another context", () =>
    caller.call(exportDataKey, { ...requestFor(first), EncryptionContext: otherContext }, call),
  );
  narrator.step("Try another context", `refused: ${refusedContext}`);

  const accessKeySecret = wiping(randomSecret(24), encodeBase64Url);
  const refusedSecret = await expectRefusal("SignatureDoesNotMatch", "A wrong secret", () =>
    callerFor({ ...connection, accessKeySecret }).call(exportDataKey, requestFor(first), call),
  );
  narrator.step("Try a wrong secret", `refused: ${refusedSecret}`);
  return exported;

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

  async function exportAndCompare(): Promise<readonly WrappingAlgorithm[]> {
    const exported: WrappingAlgorithm[] = [];
    const openerOf = await findOpeners(source);
    const opened = await caller.call(decrypt, { CiphertextBlob, EncryptionContext: context }, call);
    const dataKey = plaintextToBytes(opened.Plaintext);
    try {
      narrator.step("Export and open", "each compared with what Decrypt answers, and wiped");
      for (const algorithm of algorithms) {
        const ExportedDataKey = await exportUnder(algorithm);
        if (ExportedDataKey === undefined) {
          narrator.detail(
            algorithm,
            "refused: UnsupportedOperation; these backends cannot do it where the key is",
          );
          continue;
        }
        const { privateFile } = recipients[wrappingAlgorithms[algorithm].recipient];
        const opener = openerOf(algorithm);
        await expectSameKey(algorithm, dataKey, () => opener.open(privateFile, ExportedDataKey));
        narrator.detail(
          algorithm,
          `${String(ExportedDataKey.length)} bytes; ${opener.name} opened it: same key`,
        );
        exported.push(algorithm);
      }
      return exported;
    } finally {
      dataKey.fill(0);
    }
  }

  /** The exported key; `undefined` where the backends do not have the algorithm, and need not. */
  async function exportUnder(algorithm: WrappingAlgorithm): Promise<Uint8Array | undefined> {
    try {
      return (await caller.call(exportDataKey, requestFor(algorithm), call)).ExportedDataKey;
    } catch (error) {
      const isUnsupported = error instanceof ServiceError && error.code === "UnsupportedOperation";
      if (exportsAll || !isUnsupported) throw error;
      return undefined;
    }
  }
}
