import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** PEM text, or the file that holds it. */
export type PemSource = string | { readonly file: string | URL };

/**
 * Text of certificates, each of which was read: an empty file must not mean the platform's own authorities.
 *
 * @throws TypeError when it holds no certificate, or one that cannot be read
 * @throws Error of the file system
 */
export function certificatesOf(option: string, source: PemSource): string {
  const text = textOf(source);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    throw new TypeError(`${option} is not one or more certificates as PEM text`);
  }
  return blocks.join("\n");
}

/**
 * Text of a source.
 *
 * @throws TypeError for what is no file, such as a pipe, which would have to be waited for
 * @throws Error of the file system
 */
export function textOf(source: PemSource): string {
  if (typeof source === "string") return source;
  const { file } = source;
  if (!statSync(file).isFile()) throw new TypeError(`${String(file)} is not a file`);
  return readFileSync(file, "utf8");
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
