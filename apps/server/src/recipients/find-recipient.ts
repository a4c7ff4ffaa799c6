import { AccessError, isRecipientName, newRecipient, type AskedRecipient } from "@keyferry/access";
import { namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import type { KeyStore } from "@keyferry/store";
import { StartError } from "../config/start-error.ts";
import { readPublicKeyFile } from "./public-key-file.ts";

/**
 * The recipient that the command line names: one that has this name in the account, otherwise the public key in a file.
 *
 * @param algorithm default: the one that the key needs, with SHA-256 for RSA
 * @throws StartError for what is neither, and for an algorithm that does not go with the key
 */
export async function findRecipient(
  fileOrName: string,
  algorithm: string | undefined,
  { store, account }: { readonly store: KeyStore; readonly account: string },
): Promise<AskedRecipient> {
  const named = isRecipientName(fileOrName)
    ? await store.recipients.read.byName(account, fileOrName)
    : undefined;
  const { fingerprint, spec } = named ?? keyIn(fileOrName, account);
  const fitting = namesOf(wrappingAlgorithms).filter((name) => wrappingAlgorithms[name].recipient === spec);
  const chosen = algorithm ?? (fitting.includes("SM2PKE") ? "SM2PKE" : "RSAES_OAEP_SHA_256");
  const found = fitting.find((name) => name === chosen);
  if (found === undefined) {
    throw new StartError(`--wrapping-algorithm must be one of ${fitting.join(", ")} for a key of ${spec}`);
  }
  return { fingerprint, spec: wrappingAlgorithms[found].recipient, algorithm: found };
}

function keyIn(
  file: string,
  account: string,
): Pick<AskedRecipient, "fingerprint"> & { readonly spec: string } {
  const entry = { name: "file", publicKey: readPublicKeyFile("recipient", file) };
  const certify = () => ({ certificateChain: null, validUntil: null });
  try {
    return newRecipient({ account, entry, createdAt: 0, certify });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new StartError(`--recipient: ${file}: ${error.message}`, { cause: error });
  }
}
