import { StoreError } from "../errors.ts";
import { corruptAt } from "./field.ts";
import { rows } from "./rows.ts";
import type { StoreSnapshot } from "./snapshot.ts";

const format = "keyferry store";
const newest = 1;

/**
 * Writes a snapshot: JSON in UTF-8, `{ "format": "keyferry store", "version": 1, "rows": { ... } }`, with all rows of all
 * aggregates as their records have them, and bytes in base64 (RFC 4648 4). Key material and secrets are in it as the store has
 * them, sealed; policies, names and who may call are in the clear, and nothing keeps others from changing it: whoever lets
 * it out of his hands seals it.
 */
export function encodeSnapshot(snapshot: StoreSnapshot): Uint8Array {
  const document = { format, version: newest, rows: rows.toJson(snapshot) };
  return new TextEncoder().encode(JSON.stringify(document));
}

/**
 * Reads what {@link encodeSnapshot} has written. Whether its rows go together is for the store to say that takes it.
 *
 * @throws {StoreError} `corrupt` for anything else, `refused` for a snapshot of a newer version
 */
export function decodeSnapshot(encoded: Uint8Array): StoreSnapshot {
  const document = parsed(encoded);
  if (typeof document !== "object" || document === null) throw corruptAt("the document", "not an object");
  const found = document as Readonly<Record<string, unknown>>;
  if (found["format"] !== format) throw corruptAt("format", `not ${JSON.stringify(format)}`);
  const { version } = found;
  if (typeof version === "number" && version > newest) {
    throw new StoreError("refused", `The snapshot was written by a newer version: ${String(version)}`);
  }
  if (version !== newest) throw corruptAt("version", "none that there is");
  return rows.fromJson(found["rows"], "rows");
}

function parsed(encoded: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(encoded));
  } catch (cause) {
    throw new StoreError("corrupt", "The snapshot is not JSON in UTF-8.", { cause });
  }
}
