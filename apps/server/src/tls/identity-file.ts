import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { decodeBase64, encodeBase64, publicBytes, wiping } from "@keyferry/bytes";
import type { Sealer, SealLabel } from "@keyferry/crypto";
import { writeWholeFile } from "@keyferry/files";
import type { Identity } from "./identity.ts";

/** Whose identity a file holds. Identities cannot be swapped. */
export type IdentityRole = "CA" | "server";

const form =
  /^-----BEGIN SEALED PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)-----END SEALED PRIVATE KEY-----\n(-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n)$/;

/** A file that is not as it was written, or was sealed under another root key. */
export class DamagedIdentityError extends Error {
  override readonly name = "DamagedIdentityError";
}

/**
 * Reads what {@link writeIdentity} has written.
 *
 * @returns undefined where there is no file
 * @throws DamagedIdentityError
 */
export function readIdentity(file: string, role: IdentityRole, sealer: Sealer): Identity | undefined {
  if (!existsSync(file)) return undefined;
  const [, sealed = "", pem = ""] = form.exec(readFileSync(file, "latin1")) ?? [];
  try {
    const certificate = new X509Certificate(pem);
    const bytes = decodeBase64(sealed.replaceAll("\n", "")) ?? publicBytes(0);
    const privateKey = wiping(sealer.open(labelOf(certificate, role), bytes), privateKeyOf);
    return { privateKey, certificate };
  } catch (cause) {
    throw new DamagedIdentityError(`${file} is damaged, or was sealed under another root key`, { cause });
  }
}

/**
 * Writes an identity, for the owner of the file alone: the private key in PKCS #8, sealed under the root key and bound to the
 * certificate, and the certificate in PEM.
 */
export function writeIdentity(
  file: string,
  role: IdentityRole,
  { privateKey, certificate }: Identity,
  sealer: Sealer,
): void {
  const key = privateKey.export({ format: "der", type: "pkcs8" });
  const sealed = encodeBase64(wiping(key, (bytes) => sealer.seal(labelOf(certificate, role), bytes)));
  const lines = sealed.replaceAll(/.{1,64}/g, "$&\n");
  const block = `-----BEGIN SEALED PRIVATE KEY-----\n${lines}-----END SEALED PRIVATE KEY-----\n`;
  writeWholeFile(file, `${block}${certificate.toString()}`, { mode: 0o600 });
}

/** A Buffer over the same memory, which is all that is wiped: a copy would stay. */
function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

function labelOf({ fingerprint256 }: X509Certificate, role: IdentityRole): SealLabel {
  return { kind: "TLS key", certificate: fingerprint256, role };
}
