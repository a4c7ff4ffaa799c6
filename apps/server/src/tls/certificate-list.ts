import { X509Certificate } from "node:crypto";

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a row of certificates in PEM; what stands between them is passed over, as OpenSSL does (RFC 7468 2).
 *
 * @throws Error when there is none, or one is malformed
 */
export function parseCertificates(pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  const [first, ...more] = (pem.match(block) ?? []).map((text) => new X509Certificate(text));
  if (first === undefined) throw new Error("there is no certificate in PEM in it");
  return [first, ...more];
}

/** A row of certificates in PEM, and nothing else. */
export function renderCertificates(certificates: readonly X509Certificate[]): string {
  return certificates.map((certificate) => certificate.toString()).join("");
}
