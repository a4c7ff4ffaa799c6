import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  NameConstraints,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  type SubjectPublicKeyInfo,
} from "@peculiar/asn1-x509";

/** That the key signs certificates, and that none of them is a CA's (RFC 5280 4.2.1.9 and 4.2.1.3). Critical. */
export function ofAuthority(): readonly Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), "critical"),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), "critical"),
  ];
}

/** That the key signs in TLS handshakes, and no certificates (RFC 5280 4.2.1.9 and 4.2.1.3). Critical. */
export function ofEndEntity(): readonly Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), "critical"),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), "critical"),
  ];
}

/** That the certificate is for TLS servers only; on a CA, that those are which it issues (RFC 5280 4.2.1.12). */
export function forServers(): Extension {
  return extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth]));
}

/** Tells apart keys of one name: the subject's and the issuer's, by the leftmost 160 bits of SHA-256 (RFC 7093 2). */
export function keyIdentifiers(
  subject: SubjectPublicKeyInfo,
  issuer: SubjectPublicKeyInfo,
): readonly Extension[] {
  const keyIdentifier = new KeyIdentifier(identify(issuer));
  return [
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identify(subject))),
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier })),
  ];
}

/** Host names and addresses that a server goes by (RFC 5280 4.2.1.6). */
export function serverNames(names: readonly string[]): Extension {
  return extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName)));
}

/** Domains that a CA may vouch for, each with all below it; addresses are free (RFC 5280 4.2.1.10). Critical. */
export function permittedDomains(domains: readonly string[]): Extension {
  const subtrees = domains.map((dNSName) => new GeneralSubtree({ base: new GeneralName({ dNSName }) }));
  const permittedSubtrees = new GeneralSubtrees(subtrees);
  return extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees }), "critical");
}

/** The domains of {@link permittedDomains} in a certificate, in DER. */
export function permittedDomainsIn(certificate: Uint8Array): readonly string[] {
  const found = extensionIn(certificate, id_ce_nameConstraints);
  if (found === undefined) return [];
  const { permittedSubtrees } = AsnConvert.parse(found.extnValue, NameConstraints);
  if (permittedSubtrees === undefined) return [];
  return Array.from(permittedSubtrees, ({ base }) => base.dNSName ?? []).flat();
}

function extension(extnID: string, value: object, critical?: "critical"): Extension {
  const extnValue = new OctetString(AsnConvert.serialize(value));
  return new Extension({ extnID, critical: critical !== undefined, extnValue });
}

function extensionIn(certificate: Uint8Array, id: string): Extension | undefined {
  const { extensions } = AsnConvert.parse(certificate, Certificate).tbsCertificate;
  return extensions?.find(({ extnID }) => extnID === id);
}

function generalName(name: string): GeneralName {
  return new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name });
}

function identify({ subjectPublicKey }: SubjectPublicKeyInfo): Uint8Array {
  return createHash("sha256").update(new Uint8Array(subjectPublicKey)).digest().subarray(0, 20);
}
