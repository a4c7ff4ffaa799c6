import type { X509Certificate } from "node:crypto";
import { equalBytes } from "@keyferry/bytes";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  BasicConstraints,
  Certificate,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
} from "@peculiar/asn1-x509";
import { hasStrongKey, signatureAlgorithm } from "./signatures.ts";

/** A certificate chain that does not vouch for a key. The message says why. */
export class CertificatePathError extends Error {
  override readonly name = "CertificatePathError";
}

/** What a chain must lead to. */
export interface PathOptions {
  /** The CAs that are believed. */
  readonly anchors: readonly X509Certificate[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A certificate and the one that has signed it. */
export interface PathStep {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
}

/** The extensions that are understood here: any other one that is critical refuses its certificate (RFC 5280 4.2). */
const understood: readonly string[] = [id_ce_basicConstraints, id_ce_keyUsage, id_ce_subjectAltName];
const usesOfRecipients =
  KeyUsageFlags.keyEncipherment | KeyUsageFlags.dataEncipherment | KeyUsageFlags.keyAgreement;

/**
 * Follows a chain from a key's own certificate to a CA that is believed (RFC 5280 6.1, without policies and name constraints:
 * certificates that make these critical are refused). Each certificate must be good now, signed by the next one in a way that
 * is strong enough, and that one be a CA's. The CA's own certificate may end the chain or be left out.
 *
 * @param chain the key's own certificate first, each of the next ones signs the one before it
 * @param publicKey SubjectPublicKeyInfo in DER, which the first certificate must be of
 * @returns the steps, the key's own first
 * @throws CertificatePathError
 */
export function followPath(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  publicKey: Uint8Array,
  { anchors, now }: PathOptions,
): readonly PathStep[] {
  const [own] = chain;
  checkOwn(own, publicKey);
  const steps: PathStep[] = [];
  for (const [place, certificate] of chain.entries()) {
    checkOne(certificate, now);
    if (place > 0) checkAuthority(certificate, place - 1);
    if (place > 0 && isAmong(anchors, certificate)) return steps;
    const issuer = chain[place + 1] ?? anchors.find((anchor) => hasSigned(anchor, certificate));
    if (issuer === undefined) throw refused(certificate, "is not signed by the CA that is believed");
    if (!hasSigned(issuer, certificate)) {
      throw refused(certificate, `is not signed by the next one, ${issuer.subject}`);
    }
    checkStrength(certificate, issuer);
    steps.push({ certificate, issuer });
    if (chain[place + 1] !== undefined) continue;
    checkOne(issuer, now);
    checkAuthority(issuer, place);
    return steps;
  }
  throw refused(own, "leads to no CA that is believed");
}

/** When the first certificate of a path ends, the CA's own included: milliseconds since the epoch. */
export function endOfPath(steps: readonly PathStep[]): number {
  const all = steps.flatMap(({ certificate, issuer }) => [certificate, issuer]);
  return Math.min(...all.map(({ validTo }) => Date.parse(validTo)));
}

function checkOwn(own: X509Certificate, publicKey: Uint8Array): void {
  const { tbsCertificate } = AsnConvert.parse(own.raw, Certificate);
  const certified = new Uint8Array(AsnConvert.serialize(tbsCertificate.subjectPublicKeyInfo));
  if (!equalBytes(certified, publicKey)) throw refused(own, "is of another key than the recipient's");
  if (!isFor(usesOfRecipients, own)) throw refused(own, "is of a key that nothing may be encrypted for");
}

function checkStrength(certificate: X509Certificate, issuer: X509Certificate): void {
  const { algorithm } = AsnConvert.parse(certificate.raw, Certificate).signatureAlgorithm;
  if (signatureAlgorithm(algorithm) === undefined) {
    throw refused(certificate, `is signed by an algorithm that is not believed: ${algorithm}`);
  }
  if (!hasStrongKey(issuer)) throw refused(issuer, "is of a key that is too weak to be believed");
}

/**
 * Whether a certificate's key is for one of these uses, or for any since it says nothing.
 *
 * @param uses flags of `KeyUsageFlags`
 */
export function isFor(uses: number, certificate: X509Certificate): boolean {
  const usage = extensionOf(certificate, id_ce_keyUsage);
  return usage === undefined || (AsnConvert.parse(usage, KeyUsage).toNumber() & uses) !== 0;
}

function checkOne(certificate: X509Certificate, now: number): void {
  const { validFrom, validTo } = certificate;
  if (now < Date.parse(validFrom)) throw refused(certificate, `is not valid before ${validFrom}`);
  if (now >= Date.parse(validTo)) throw refused(certificate, `is not valid any more, since ${validTo}`);
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  const unknown = extensions?.find(({ critical, extnID }) => critical && !understood.includes(extnID));
  if (unknown !== undefined) {
    throw refused(certificate, `has a critical extension that is not understood: ${unknown.extnID}`);
  }
}

/** @param below how many CAs are between it and the key's own certificate */
function checkAuthority(authority: X509Certificate, below: number): void {
  const basic = extensionOf(authority, id_ce_basicConstraints);
  const constraints = basic && AsnConvert.parse(basic, BasicConstraints);
  if (constraints?.cA !== true) throw refused(authority, "is not a CA's");
  if (!isFor(KeyUsageFlags.keyCertSign, authority)) {
    throw refused(authority, "is of a key that may sign no certificates");
  }
  const { pathLenConstraint } = constraints;
  if (pathLenConstraint !== undefined && below > pathLenConstraint) {
    throw refused(
      authority,
      `allows ${String(pathLenConstraint)} CAs below it, and there are ${String(below)}`,
    );
  }
}

function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // Its key or its algorithm is none that OpenSSL verifies by.
    return false;
  }
}

function isAmong(anchors: readonly X509Certificate[], certificate: X509Certificate): boolean {
  return anchors.some(({ raw }) => equalBytes(raw, certificate.raw));
}

function extensionOf(certificate: X509Certificate, id: string): ArrayBuffer | undefined {
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  return extensions?.find(({ extnID }) => extnID === id)?.extnValue.buffer;
}

function refused({ subject }: X509Certificate, why: string): CertificatePathError {
  return new CertificatePathError(`the certificate of ${subject.replaceAll("\n", ", ")} ${why}`);
}
