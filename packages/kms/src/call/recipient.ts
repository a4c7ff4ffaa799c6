import { wrappingAlgorithms, type RecipientKeySpec } from "@keyferry/algorithms";
import { maxRecipientKeyLength, parseRecipientKey, type RecipientKey } from "@keyferry/crypto";
import { serviceError, type Recipient } from "@keyferry/protocol";
import { LRUCache } from "lru-cache";
import { noteRecipient, type AuditTrail } from "./audit-trail.ts";
import type { ExportRecipient, ExportTarget, RefusedExport, VersionTarget } from "./targets.ts";

/** Validates a caller's public key, as `parseRecipientKey` does. */
export type RecipientKeyReader = (spki: Uint8Array, spec: RecipientKeySpec) => RecipientKey;

const characters = new TextDecoder("latin1");

/**
 * A reader that remembers the last keys that passed, under their DER. The very same object comes back for the same key, so
 * that a backend can keep its own form of it in a WeakMap.
 *
 * @param options.max how many keys are remembered; refused keys never are
 */
export function createRecipientKeyReader({ max }: { readonly max: number }): RecipientKeyReader {
  const keys = new LRUCache<string, RecipientKey>({ max });
  return (spki, spec) => {
    if (spki.length > maxRecipientKeyLength) return parseRecipientKey(spki, spec);
    // A character for each byte, no two alike. A hash in JavaScript takes several times as long.
    const name = spec + characters.decode(spki);
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = parseRecipientKey(spki, spec);
    keys.set(name, key);
    return key;
  };
}

/**
 * A key version from which a call exports, with the recipient that its request names: the public key is validated, and the
 * recipient noted, so that the audit record says for whom it was to be, whatever becomes of the call. A recipient that is
 * refused is kept until {@link recipientIn} is asked for it: whoever may not export at all is to be told that first.
 */
export function exportOrRefusal<T extends VersionTarget>(
  use: T,
  request: Recipient,
  { recipientKey, trail }: { readonly recipientKey: RecipientKeyReader; readonly trail: AuditTrail },
): ExportTarget<T> | RefusedExport<T> {
  try {
    const recipient = recipientOf(request, recipientKey);
    noteRecipient(trail, recipient.asked);
    return { ...use, recipient };
  } catch (refusal) {
    return { ...use, recipient: { refusal } };
  }
}

/**
 * The recipient of a call that has passed all other checks.
 *
 * @throws what it was refused for: ServiceError `InvalidParameter` for an algorithm that does not go with the key, CryptoError
 *   `recipient key refused`
 */
export function recipientIn({ recipient }: ExportTarget | RefusedExport): ExportRecipient {
  if ("refusal" in recipient) throw recipient.refusal;
  return recipient;
}

function recipientOf(
  { PublicKeyBlob, WrappingKeySpec, WrappingAlgorithm: algorithm }: Recipient,
  recipientKey: RecipientKeyReader,
): ExportRecipient {
  if (wrappingAlgorithms[algorithm].recipient !== WrappingKeySpec) {
    const reason = `${algorithm} does not go with WrappingKeySpec ${WrappingKeySpec}`;
    throw serviceError("InvalidParameter", { parameter: "WrappingAlgorithm", reason });
  }
  const key = recipientKey(PublicKeyBlob, WrappingKeySpec);
  return { key, algorithm, asked: { fingerprint: key.fingerprint, spec: key.spec, algorithm } };
}
