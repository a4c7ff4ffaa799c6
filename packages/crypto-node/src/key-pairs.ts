import { plainBytes } from "@keyferry/bytes";
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { RecipientKeyPair } from "@keyferry/crypto";

const generate = promisify(generateKeyPair);

const publicKeyEncoding = { type: "spki", format: "der" } as const;
const privateKeyEncoding = { type: "pkcs8", format: "der" } as const;

/** Generates an RSA key pair in the thread pool, with the exponent 65537. */
export async function generateRsaKeyPair(modulusBits: 2048 | 3072 | 4096): Promise<RecipientKeyPair> {
  const pair = await generate("rsa", {
    modulusLength: modulusBits,
    publicExponent: 0x10001,
    publicKeyEncoding,
    privateKeyEncoding,
  });
  return { privateKey: plainBytes(pair.privateKey), publicKey: plainBytes(pair.publicKey) };
}

/** Generates a key pair on the curve of SM2 (GB/T 32918.5). */
export async function generateSm2KeyPair(): Promise<RecipientKeyPair> {
  const pair = await generate("ec", { namedCurve: "SM2", publicKeyEncoding, privateKeyEncoding });
  return { privateKey: plainBytes(pair.privateKey), publicKey: plainBytes(pair.publicKey) };
}
