import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./running-server.ts";

/** OAEP as `openssl pkeyutl` has to be told of it. */
export function oaepOptions(hash: "sha1" | "sha256"): string[] {
  const options = ["rsa_padding_mode:oaep", `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`];
  return options.flatMap((option) => ["-pkeyopt", option]);
}

/** Decrypts with `openssl pkeyutl` and a PKCS #8 key in DER. SM2 ciphertexts are in DER. */
export function opensslDecrypt(
  privateKey: Uint8Array,
  ciphertext: Uint8Array,
  options: readonly string[] = [],
): Buffer {
  const folder = newFolder();
  try {
    const keyFile = join(folder, "key.der");
    writeFileSync(keyFile, privateKey, { mode: 0o600 });
    const command = ["pkeyutl", "-decrypt", ...options, "-inkey", keyFile, "-keyform", "DER"];
    return execFileSync("openssl", command, { input: ciphertext, stdio: "pipe" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("openssl is missing: apt-get install openssl", { cause: error });
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
