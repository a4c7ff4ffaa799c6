import { encodeBase64 } from "@keyferry/bytes";
import { readFile } from "@keyferry/files";
import { StartError } from "../config/start-error.ts";

/** In bytes. */
const maxLength = 65_536;

/**
 * Reads the file of a public key as text: PEM as it is, DER as its base64.
 *
 * @param option that names the file
 * @throws StartError for a file that cannot be read
 */
export function readPublicKeyFile(option: string, file: string): string {
  const content = readNamedFile(option, file);
  // DER begins with a SEQUENCE, PEM with a hyphen, and the base64 of DER with an M.
  return content[0] === 0x30 ? encodeBase64(content) : content.toString("latin1").trim();
}

/** Reads a small file. @throws StartError for one that cannot be read */
export function readNamedFile(option: string, file: string): Buffer {
  try {
    return readFile(file, { limit: maxLength, trust: "named" });
  } catch (cause) {
    throw new StartError(`--${option}: ${(cause as Error).message}`, { cause });
  }
}
