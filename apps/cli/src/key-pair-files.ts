import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { derToPem, type RecipientKeySpec } from "@keyferry/crypto";
import { CommandError } from "./command-error.ts";
import { writeNewFile } from "./output.ts";
import { createReceiver } from "./receiver.ts";

/** A recipient's key pair in two PEM files. */
export interface KeyPairFiles {
  /** PKCS #8, mode 0600. */
  readonly privateFile: string;
  /** SubjectPublicKeyInfo. */
  readonly publicFile: string;
  /** What the public file holds, in DER. */
  readonly publicKey: Uint8Array;
}

/**
 * Makes a key pair and writes it to `private.pem` and `public.pem`. Either both are written or none.
 *
 * @param out folder of the files; made where there is none
 * @param folder what `out` is relative to; the paths of the answer are relative to it too
 * @throws CommandError when either file exists already, or cannot be written
 */
export async function writeKeyPair(
  spec: RecipientKeySpec,
  out: string,
  folder: string,
): Promise<KeyPairFiles> {
  const privateFile = join(out, "private.pem");
  const publicFile = join(out, "public.pem");
  await makeFolder(out, folder);
  const { privateKey, publicKey } = await createReceiver().generateRecipientKeyPair(spec);
  const pem = derToPem(privateKey, "PRIVATE KEY");
  try {
    await writeNewFile(privateFile, pem, { folder, mode: 0o600 });
  } finally {
    privateKey.fill(0);
    pem.fill(0);
  }
  try {
    await writeNewFile(publicFile, derToPem(publicKey, "PUBLIC KEY"), { folder, mode: 0o644 });
  } catch (error) {
    await rm(resolve(folder, privateFile));
    throw error;
  }
  return { privateFile, publicFile, publicKey };
}

/**
 * Makes a folder for key files where there is none.
 *
 * @param folder what `out` is relative to
 * @throws CommandError when it cannot be made
 */
export async function makeFolder(out: string, folder: string): Promise<void> {
  try {
    await mkdir(resolve(folder, out), { recursive: true });
  } catch (error) {
    throw new CommandError(`${out} cannot be made: ${(error as Error).message}.`, { cause: error });
  }
}
