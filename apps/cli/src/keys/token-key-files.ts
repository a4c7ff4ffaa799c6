import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { publicUtf8 } from "@keyferry/bytes";
import { derToPem, type TokenSource } from "@keyferry/crypto";
import { openTokenReceiver } from "./pkcs11-adapter.ts";
import { makeKeyFolder } from "./key-pair-files.ts";
import { writeNewFile } from "../output/output.ts";
import { formatKeyName } from "./token-key-name.ts";

/** A recipient whose private key is in a token, in two files. */
export interface TokenKeyFiles {
  /** The name of the private key in the token, for `open --key`. */
  readonly nameFile: string;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicFile: string;
}

/**
 * Makes an RSA_2048 key pair in a token and writes `key.txt` and `public.pem`. Where they cannot be written, the key is
 * destroyed again.
 *
 * @param out folder of the files; made where there is none
 * @param folder what `out` is relative to
 * @throws CommandError when either file exists already, or cannot be written
 * @throws CryptoError for a token that does not open, or makes no recipients
 */
export async function writeTokenKey(token: TokenSource, out: string, folder: string): Promise<TokenKeyFiles> {
  const nameFile = join(out, "key.txt");
  const publicFile = join(out, "public.pem");
  makeKeyFolder(out, folder);
  const receiver = await openTokenReceiver(token);
  try {
    const { privateKey, publicKey } = await receiver.generateRecipientKeyPair("RSA_2048");
    const name = publicUtf8(`${formatKeyName(privateKey)}\n`);
    try {
      writeNewFile(nameFile, name, { folder, mode: 0o644 });
      try {
        writeNewFile(publicFile, derToPem(publicKey, "PUBLIC KEY"), { folder, mode: 0o644 });
      } catch (error) {
        rmSync(resolve(folder, nameFile));
        throw error;
      }
    } catch (error) {
      await receiver.destroy(privateKey);
      throw error;
    }
  } finally {
    await receiver.close();
  }
  return { nameFile, publicFile };
}
