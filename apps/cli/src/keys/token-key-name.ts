import { publicNumber } from "@keyferry/bytes";
import { CommandError } from "../command-error.ts";

/** In bytes. */
const referenceLength = 17;

/** What names a key in a token, as text: nothing in it is secret. */
export function formatKeyName(reference: Uint8Array): string {
  return Buffer.from(reference.buffer, reference.byteOffset, reference.byteLength).toString("hex");
}

/**
 * Reads what {@link formatKeyName} wrote.
 *
 * @throws CommandError for any other text
 */
export function parseKeyName(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2}){17}$/.test(text)) {
    throw new CommandError("--key is not the name of a key in a token, which keygen writes to key.txt.");
  }
  return publicNumber(BigInt(`0x${text}`), referenceLength);
}
