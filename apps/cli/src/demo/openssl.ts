import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sm2CiphertextToDer } from "@keyferry/crypto";
import { writeFile } from "node:fs/promises";
import type { WrappingAlgorithm } from "@keyferry/algorithms";

const run = promisify(execFile);

/** The `openssl` command of this machine. */
export interface Openssl {
  /** As it names itself, such as `OpenSSL 3.0.19`. */
  readonly version: string;
  readonly hasSm2: boolean;
  /**
   * Opens an exported data key. The caller wipes the bytes.
   *
   * @param privateKeyFile path of a PKCS #8 key in PEM
   * @throws Error with what `openssl` said
   */
  open(algorithm: WrappingAlgorithm, privateKeyFile: string, exported: Uint8Array): Promise<Uint8Array>;
}

/**
 * Looks for the command. Older releases and LibreSSL do without SM2 in `pkeyutl`, so that only OpenSSL 3 and later count.
 *
 * @returns undefined where there is none
 */
export async function findOpenssl(): Promise<Openssl | undefined> {
  const version = /^OpenSSL [3-9][0-9.]*/.exec(await outputOf("version"))?.[0];
  if (version === undefined) return undefined;
  const curves = await outputOf("ecparam", "-list_curves");
  return { version, hasSm2: /^\s*SM2\s*:/m.test(curves), open };
}

async function open(
  algorithm: WrappingAlgorithm,
  privateKeyFile: string,
  exported: Uint8Array,
): Promise<Uint8Array> {
  // A file in place of the process's standard input, which breaks where openssl ends early.
  const ciphertextFile = `${privateKeyFile}.${algorithm}`;
  await writeFile(ciphertextFile, algorithm === "SM2PKE" ? sm2CiphertextToDer(exported) : exported);
  const args = [
    "pkeyutl",
    "-decrypt",
    "-inkey",
    privateKeyFile,
    "-in",
    ciphertextFile,
    ...padding[algorithm],
  ];
  const { stdout } = await run("openssl", args, { encoding: "buffer" });
  return stdout;
}

function oaep(hash: "sha256" | "sha1"): readonly string[] {
  return ["rsa_padding_mode:oaep", `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`].flatMap((option) => [
    "-pkeyopt",
    option,
  ]);
}

const padding: Readonly<Record<WrappingAlgorithm, readonly string[]>> = {
  RSAES_OAEP_SHA_256: oaep("sha256"),
  RSAES_OAEP_SHA_1: oaep("sha1"),
  SM2PKE: [],
};

async function outputOf(...args: readonly string[]): Promise<string> {
  try {
    return (await run("openssl", args)).stdout;
  } catch {
    return "";
  }
}
