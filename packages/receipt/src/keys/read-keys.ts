import { ReceiptError } from "../errors.ts";
import { parseReceiptJwk } from "./jwk.ts";
import { parseReceiptPem } from "./pem.ts";
import type { ReceiptKey } from "./receipt-key.ts";

const longestText = 65_536;
const mostKeys = 100;
/** Where the text of one key ends, and that of another begins. */
const betweenPems = /(?<=-----)\s+(?=-----BEGIN)/;

/**
 * Reads the public keys in a text: PEM (SubjectPublicKeyInfo), one after another, a JSON Web Key, or a JSON Web Key Set, as
 * `receiptKeyPath` answers it. Of a set, keys of another kind are passed over (RFC 7517 5).
 *
 * @returns one key at least
 * @throws ReceiptError `bad key`
 */
export function parseReceiptKeys(text: string): readonly ReceiptKey[] {
  if (text.length > longestText) throw new ReceiptError("bad key", "the text is too long");
  const trimmed = text.trim();
  if (trimmed.startsWith("-----")) return bounded(trimmed.split(betweenPems)).map(parseReceiptPem);
  const keys = listIn(parseJson(trimmed)).flatMap((jwk) => parseReceiptJwk(jwk) ?? []);
  if (keys.length > 0) return keys;
  throw new ReceiptError("bad key", "it holds no key of Ed25519 or SM2");
}

function listIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || !("keys" in value)) return [value];
  const { keys } = value;
  if (!Array.isArray(keys)) throw new ReceiptError("bad key", "its keys are no list");
  return bounded(keys);
}

function bounded<T>(keys: readonly T[]): readonly T[] {
  if (keys.length <= mostKeys) return keys;
  throw new ReceiptError("bad key", `it has more than ${String(mostKeys)} keys`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReceiptError("bad key", "it is neither PEM nor JSON", { cause });
  }
}
