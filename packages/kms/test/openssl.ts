import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether `openssl dgst` takes an SM2 signature (DER) of a message by the default user; the public key is PEM text. */
export function opensslVerifiesSm2(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean {
  const user = ["-sigopt", "distid:1234567812345678"];
  return inFolder({ "key.pem": publicKey, signature, message }, (file) => {
    const command = ["dgst", "-sm3", "-verify", file("key.pem"), ...user, "-signature", file("signature")];
    try {
      return openssl([...command, file("message")]).toString() === "Verified OK\n";
    } catch (error) {
      if (error instanceof Error && "status" in error && error.status === 1) return false;
      throw error;
    }
  });
}

/** An SM2 ciphertext in DER (GM/T 0009), made by `openssl pkeyutl`; the public key is PEM text. */
export function opensslEncryptSm2(publicKey: string, message: Uint8Array): Uint8Array {
  return inFolder({ "key.pem": publicKey, message }, (file) =>
    openssl(["pkeyutl", "-encrypt", "-pubin", "-inkey", file("key.pem"), "-in", file("message")]),
  );
}

/** What is in an SM2 ciphertext in DER, opened by `openssl pkeyutl`; the private key is PKCS #8 in DER. */
export function opensslDecryptSm2(privateKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return inFolder({ key: privateKey, ciphertext }, (file) =>
    openssl(["pkeyutl", "-decrypt", "-inkey", file("key"), "-keyform", "DER", "-in", file("ciphertext")]),
  );
}

function openssl(command: readonly string[]): Buffer {
  try {
    return execFileSync("openssl", command, { stdio: "pipe" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("openssl is missing: apt-get install openssl", { cause: error });
    }
    throw error;
  }
}

function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (file: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-openssl-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
