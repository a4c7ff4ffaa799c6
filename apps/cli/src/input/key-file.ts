import type { RecipientKeySpec } from "@keyferry/algorithms";
import { decodeBase64, wipe } from "@keyferry/bytes";
import {
  parseRecipientKey,
  parseRecipientPrivateKey,
  pemToDer,
  type RecipientKey,
  type RecipientPrivateKey,
} from "@keyferry/crypto";
import { CommandError } from "../command-error.ts";
import { readInput, type InputSource } from "./input.ts";

/** What the PEM reader takes at the most. */
const maxLength = 16_384;

/**
 * Reads a recipient's public key: PEM, or the base64 text of its DER (SubjectPublicKeyInfo, RFC 5280).
 *
 * @throws CommandError for what cannot be read
 * @throws CryptoError `recipient key refused` for a malformed or weak key, or one of another spec
 */
export async function readPublicKey(
  path: string,
  spec: RecipientKeySpec,
  source: InputSource,
): Promise<RecipientKey> {
  const text = new TextDecoder().decode(await readInput(path, maxLength, source)).trim();
  const der = text.startsWith("-----")
    ? pemToDer(text, "PUBLIC KEY")
    : decodeBase64(text.replaceAll(/\s/g, ""));
  if (der === undefined) {
    throw new CommandError(`${path} holds neither PEM nor the base64 text of a DER key.`);
  }
  return parseRecipientKey(der, spec);
}

/**
 * Lends a recipient's private key, PKCS #8 in PEM, to `use`, and wipes it afterwards.
 *
 * @throws CommandError for what cannot be read
 * @throws CryptoError `recipient key refused` for a malformed key, or one of another spec
 */
export async function withPrivateKey<T>(
  path: string,
  spec: RecipientKeySpec,
  source: InputSource,
  use: (key: RecipientPrivateKey) => T | Promise<T>,
): Promise<T> {
  const pem = await readInput(path, maxLength, source);
  let der: Uint8Array | undefined;
  try {
    der = pemToDer(pem, "PRIVATE KEY");
    return await use(parseRecipientPrivateKey(der, spec));
  } finally {
    wipe(pem);
    if (der !== undefined) wipe(der);
  }
}
