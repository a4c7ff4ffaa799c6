import { type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import type { RecipientKey } from "@keyferry/crypto";
import type { Recipient } from "@keyferry/protocol";
import { CommandError } from "../command-error.ts";
import type { InputSource } from "./input.ts";
import { readPublicKey } from "./key-file.ts";

/** A recipient whose public key was read from a file, and checked. */
export interface NamedRecipient {
  /** The file, as it was typed. */
  readonly path: string;
  readonly key: RecipientKey;
  /** The recipient as requests name it. */
  readonly fields: Recipient;
}

/** The most that one call serves. */
const most = 100;

/**
 * Reads the recipients of an export.
 *
 * @param paths of their public keys
 * @param algorithms one for all, or one for each
 * @throws CommandError for what cannot be read, another number of algorithms, and more than 100 recipients
 * @throws CryptoError `recipient key refused` for a malformed or weak key, or one of another spec than its algorithm wraps for
 */
export async function readRecipients(
  paths: readonly string[],
  algorithms: readonly WrappingAlgorithm[],
  source: InputSource,
): Promise<readonly NamedRecipient[]> {
  if (algorithms.length !== 1 && algorithms.length !== paths.length) {
    throw new CommandError(
      "Give --algorithm once for all public keys, or once for each of them, in their order.",
    );
  }
  if (paths.length > most) {
    throw new CommandError(`at most ${String(most)} public keys can be exported to at once.`);
  }
  const recipients: NamedRecipient[] = [];
  for (const [index, path] of paths.entries()) {
    const algorithm = algorithms[algorithms.length === 1 ? 0 : index];
    if (algorithm === undefined) throw new CommandError("--algorithm is missing.");
    const spec = wrappingAlgorithms[algorithm].recipient;
    const key = await readPublicKey(path, spec, source);
    const fields = { PublicKeyBlob: key.spki, WrappingKeySpec: spec, WrappingAlgorithm: algorithm };
    recipients.push({ path, key, fields });
  }
  return recipients;
}
