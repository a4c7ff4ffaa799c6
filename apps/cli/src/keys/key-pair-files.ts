import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RecipientKeySpec } from "@keyferry/algorithms";
import { wipe } from "@keyferry/bytes";
import { derToPem } from "@keyferry/crypto";
import { makeFolder } from "@keyferry/files";
import { naming, writeNewFile } from "../output/output.ts";
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
  makeKeyFolder(out, folder);
  const { privateKey, publicKey } = await createReceiver().generateRecipientKeyPair(spec);
  const pem = derToPem(privateKey, "PRIVATE KEY");
  try {
    writeNewFile(privateFile, pem, { folder, mode: 0o600 });
  } finally {
    wipe(privateKey, pem);
  }
  try {
    writeNewFile(publicFile, derToPem(publicKey, "PUBLIC KEY"), { folder, mode: 0o644 });
  } catch (error) {
    rmSync(resolve(folder, privateFile));
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
export function makeKeyFolder(out: string, folder: string): void {
  naming(out, folder, () => {
    makeFolder(resolve(folder, out), 0o777);
  });
}
