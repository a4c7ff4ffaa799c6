import { createPublicKey, type X509Certificate } from "node:crypto";
import { canonicalName } from "../config/certificate-names.ts";
import type { Identity } from "./identity.ts";

/**
 * Whether a server's certificate should make way for a new one: it is not this CA's, has not these names, is not good yet,
 * or has less than a third of its life left. One that ends with its CA stays.
 */
export function isDue(
  { certificate }: Identity,
  authority: Identity,
  names: readonly string[],
  now: number,
): boolean {
  const [start, end] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  return (
    !certificate.verify(createPublicKey(authority.privateKey)) ||
    !hasServerNames(certificate, names) ||
    now < start ||
    (now >= end - (end - start) / 3 && end < endOf(authority))
  );
}

/** When an identity ends, in milliseconds since the epoch. */
export function endOf({ certificate }: Identity): number {
  return Date.parse(certificate.validTo);
}

/** Whether a certificate has exactly these names, in their order. */
function hasServerNames({ subjectAltName = "" }: X509Certificate, names: readonly string[]): boolean {
  // OpenSSL writes `DNS:kms.example, IP Address:0:0:0:0:0:0:0:1`.
  const found = subjectAltName.split(", ").map((name) => {
    const [, dns, address = ""] = /^(?:DNS:(.*)|IP Address:(.*))$/.exec(name) ?? [];
    return dns ?? canonicalName(address);
  });
  return found.length === names.length && found.every((name, index) => name === names[index]);
}
