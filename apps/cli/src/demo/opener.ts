import { constants, privateDecrypt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { wipe } from "@keyferry/bytes";
import type { InputSource } from "../input/input.ts";
import { withPrivateKey } from "../input/key-file.ts";
import { createReceiver } from "../keys/receiver.ts";
import { findOpenssl } from "./openssl.ts";

/** Opens an exported data key on the recipient's side. */
export interface Opener {
  /** Who opens, in words. */
  readonly name: string;
  /**
   * @param privateKeyFile absolute path of a PKCS #8 key in PEM
   * @returns the data key, which the caller wipes
   * @throws Error when it does not open
   */
  open(privateKeyFile: string, exported: Uint8Array): Promise<Uint8Array>;
}

/**
 * For each algorithm, the most independent implementation of this machine: the `openssl` command; without it Node's own
 * OpenSSL for RSA, and this project's own code for SM2, which the name says.
 */
export async function findOpeners(source: InputSource): Promise<(algorithm: WrappingAlgorithm) => Opener> {
  const openssl = await findOpenssl();
  return (algorithm) => {
    if (openssl !== undefined && (algorithm !== "SM2PKE" || openssl.hasSm2)) {
      return {
        name: `openssl (${openssl.version})`,
        open: (privateKeyFile, exported) => openssl.open(algorithm, privateKeyFile, exported),
      };
    }
    return algorithm === "SM2PKE" ? ownSm2(source) : nodeRsa(wrappingAlgorithms[algorithm].hash);
  };
}

function nodeRsa(oaepHash: string): Opener {
  return {
    name: "node:crypto (no openssl here)",
    async open(privateKeyFile, exported) {
      const key = await readFile(privateKeyFile);
      try {
        return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, exported);
      } finally {
        wipe(key);
      }
    },
  };
}

function ownSm2(source: InputSource): Opener {
  return {
    name: "Keyferry's own crypto-software (no openssl with SM2 here)",
    open: (privateKeyFile, exported) =>
      withPrivateKey(privateKeyFile, "EC_SM2", source, async (key) => {
        const { bytes } = await createReceiver().openExportedDataKey(key, exported, "SM2PKE");
        return bytes;
      }),
  };
}
