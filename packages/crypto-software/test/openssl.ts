import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** OAEP as `openssl pkeyutl` has to be told of it. */
export const oaepOptions = (hash: "sha1" | "sha256"): string[] => [
  "-pkeyopt",
  "rsa_padding_mode:oaep",
  "-pkeyopt",
  `rsa_oaep_md:${hash}`,
  "-pkeyopt",
  `rsa_mgf1_md:${hash}`,
];

/** Encrypts with `openssl pkeyutl` under a SubjectPublicKeyInfo. SM2 ciphertexts are in DER. */
export function opensslEncrypt(
  publicKey: Uint8Array,
  message: Uint8Array,
  options: string[] = [],
): Uint8Array {
  return pkeyutl(["-encrypt", "-pubin", ...options], publicKey, message);
}

/** Decrypts with `openssl pkeyutl` and a PKCS #8 key. SM2 ciphertexts are in DER. */
export function opensslDecrypt(
  privateKey: Uint8Array,
  ciphertext: Uint8Array,
  options: string[] = [],
): Uint8Array {
  return pkeyutl(["-decrypt", ...options], privateKey, ciphertext);
}

/** PSS as `openssl pkeyutl` has to be told of it. */
export const pssOptions: string[] = ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32"];

/** Tells `openssl pkeyutl` that a digest is one of SHA-256. */
export const sha256Options: string[] = ["-pkeyopt", "digest:sha256"];

/** Signs a digest with `openssl pkeyutl` and a PKCS #8 key. */
export function opensslSign(privateKey: Uint8Array, digest: Uint8Array, options: string[] = []): Uint8Array {
  return pkeyutl(["-sign", ...options], privateKey, digest);
}

/** Whether `openssl pkeyutl` finds the signature of a digest good under a SubjectPublicKeyInfo. */
export function opensslVerify(
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
  options: string[] = [],
): boolean {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-openssl-"));
  try {
    const file = join(folder, "signature");
    writeFileSync(file, signature);
    const answer = pkeyutl(["-verify", "-pubin", "-sigfile", file, ...options], publicKey, digest);
    return new TextDecoder().decode(answer).includes("Signature Verified Successfully");
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === 1) return false;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pkeyutl(args: string[], key: Uint8Array, input: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-openssl-"));
  try {
    const keyFile = join(folder, "key.der");
    writeFileSync(keyFile, key, { mode: 0o600 });
    const command = ["pkeyutl", ...args, "-inkey", keyFile, "-keyform", "DER"];
    return Uint8Array.from(execFileSync("openssl", command, { input, stdio: "pipe" }));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("openssl is missing: apt-get install openssl", { cause: error });
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
