import { FileError, readFile } from "@keyferry/files";
import type { PinSource } from "@keyferry/crypto";
import { TokenFault } from "./cryptoki-error.ts";

const maxPinLength = 255;
/** In bytes. */
const longestFile = 1_024;

function contentsOf(source: PinSource): string {
  if ("environment" in source) {
    const value = process.env[source.environment];
    if (value === undefined) throw new TokenFault(`there is no ${source.environment} in the environment`);
    return value;
  }
  try {
    const bytes = readFile(source.file, { limit: longestFile, trust: "secret" });
    const text = bytes.toString("utf8").replace(/\r?\n$/, "");
    bytes.fill(0);
    return text;
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause;
    throw new TokenFault(`the PIN's file ${cause.message}`, { cause });
  }
}

/**
 * The PIN: 1 to 255 characters on one line.
 *
 * @throws TokenFault that says where it was looked for
 */
export function readPin(source: PinSource): string {
  const pin = contentsOf(source);
  const place = "environment" in source ? source.environment : source.file;
  if (pin.length === 0 || pin.length > maxPinLength || /[\r\n]/.test(pin)) {
    throw new TokenFault(`${place} holds no PIN of 1 to ${String(maxPinLength)} characters on one line`);
  }
  return pin;
}
