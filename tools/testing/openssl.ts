import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A key as the command reads it: PKCS #8 or SubjectPublicKeyInfo, in DER or as PEM text. */
export type OpensslKey = Uint8Array | string;

/** RSAES-OAEP with one hash for all, as `openssl pkeyutl` has to be told of it. */
export function oaepOptions(hash: "sha1" | "sha256"): readonly string[] {
  const options = ["rsa_padding_mode:oaep", `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`];
  return options.flatMap((option) => ["-pkeyopt", option]);
}

/** Tells `openssl pkeyutl` that a digest is one of SHA-256. */
export const sha256Options: readonly string[] = ["-pkeyopt", "digest:sha256"];

/** RSASSA-PSS with a salt of 32 bytes, as `openssl pkeyutl` has to be told of it. */
export const pssOptions: readonly string[] = [
  ...["-pkeyopt", "rsa_padding_mode:pss"],
  ...["-pkeyopt", "rsa_pss_saltlen:32"],
];

/** Has `openssl pkeyutl` take a message in place of a digest, and sign it by SM2DSA for the default user. */
export const sm2MessageOptions: readonly string[] = [
  ...["-rawin", "-digest", "sm3"],
  ...["-pkeyopt", "distid:1234567812345678"],
];

/**
 * Encrypts with `openssl pkeyutl`. SM2 ciphertexts are in DER (GM/T 0009).
 *
 * @throws Error when there is no such command
 */
export function opensslEncrypt(
  publicKey: OpensslKey,
  message: Uint8Array,
  options: readonly string[] = [],
): Uint8Array {
  return plain(pkeyutl(["-encrypt", "-pubin", ...options], { "-inkey": publicKey, "-in": message }));
}

/**
 * Decrypts with `openssl pkeyutl`. SM2 ciphertexts are in DER (GM/T 0009).
 *
 * @throws Error when it does not open, or when there is no such command
 */
export function opensslDecrypt(
  privateKey: OpensslKey,
  ciphertext: Uint8Array,
  options: readonly string[] = [],
): Uint8Array {
  return plain(pkeyutl(["-decrypt", ...options], { "-inkey": privateKey, "-in": ciphertext }));
}

/**
 * Signs a digest with `openssl pkeyutl`.
 *
 * @throws Error when there is no such command
 */
export function opensslSign(
  privateKey: OpensslKey,
  digest: Uint8Array,
  options: readonly string[] = [],
): Uint8Array {
  return plain(pkeyutl(["-sign", ...options], { "-inkey": privateKey, "-in": digest }));
}

/**
 * Whether `openssl pkeyutl` finds the signature of a digest good.
 *
 * @throws Error when it does not come to a verdict, or when there is no such command
 */
export function opensslVerify(
  publicKey: OpensslKey,
  digest: Uint8Array,
  signature: Uint8Array,
  options: readonly string[] = [],
): boolean {
  const inputs = { "-inkey": publicKey, "-in": digest, "-sigfile": signature };
  try {
    const verdict = pkeyutl(["-verify", "-pubin", ...options], inputs);
    return verdict.toString().includes("Signature Verified Successfully");
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    if (said.includes("Signature Verification Failure")) return false;
    throw error;
  }
}

/**
 * The certificate and the private key in a PKCS #12, as PEM, with what the command says of how they were kept.
 *
 * @throws Error when the password does not open it, or when there is no such command
 */
export function opensslOpenPkcs12(
  bundle: Uint8Array,
  password: string,
): { readonly pem: string; readonly info: string } {
  return withFiles({ "-in": bundle }, (files) => {
    const args = ["pkcs12", ...files, "-nodes", "-info", "-password", `pass:${password}`];
    const { stdout, stderr, status } = spawnSync("openssl", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr === "" ? "openssl is missing" : stderr);
    return { pem: stdout, info: stderr };
  });
}

/**
 * The command's name and version, such as `OpenSSL 3.0.19`.
 *
 * @throws Error when there is no such command
 */
export function opensslVersion(): string {
  return openssl(["version"]).toString().split(" ", 2).join(" ");
}

/** Reads every input from a file: a command that ends early would break its standard input. */
function pkeyutl(args: readonly string[], inputs: Inputs): Buffer {
  return withFiles(inputs, (files) => openssl(["pkeyutl", ...args, ...files]));
}

/** What the command is to read from files, by its options. */
type Inputs = Readonly<Record<`-${string}`, OpensslKey>>;

function withFiles<T>(inputs: Inputs, work: (files: readonly string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-openssl-"));
  try {
    const files = Object.entries(inputs).flatMap(([option, content]) => {
      const file = join(folder, option.slice(1));
      writeFileSync(file, content, { mode: 0o600 });
      return [option, file];
    });
    return work(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function openssl(args: readonly string[]): Buffer {
  try {
    return execFileSync("openssl", args, { stdio: "pipe" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("openssl is missing: apt-get install openssl", { cause: error });
    }
    throw error;
  }
}

/** Without Buffer's prototype, so that tests may compare it with what the packages answer. */
function plain(bytes: Buffer): Uint8Array {
  return Uint8Array.from(bytes);
}
