import { verify, type X509Certificate } from "node:crypto";
import { decodeBase64, equalBytes } from "@keyferry/bytes";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  Certificate,
  CertificateList,
  type Extension,
  id_ce_deltaCRLIndicator,
  id_ce_issuingDistributionPoint,
  KeyUsageFlags,
} from "@peculiar/asn1-x509";
import { CertificatePathError, isFor, type PathStep } from "./certificate-path.ts";
import { hasStrongKey, signatureAlgorithm } from "./signatures.ts";

/** A certificate revocation list (RFC 5280 5) about all certificates of its issuer, read but not yet believed. */
export type RevocationList = CertificateList;

/** They make a list one of some certificates only, whether they are critical or not. */
const partial: readonly string[] = [id_ce_deltaCRLIndicator, id_ce_issuingDistributionPoint];

const block = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\r\n]+)-----END X509 CRL-----/g;

/**
 * Reads lists in PEM, or one in DER.
 *
 * @throws Error when there is none, or one is malformed, is about some certificates only, does not say when the next one
 * comes, or has a critical extension: none is understood (RFC 5280 5.2)
 */
export function parseRevocationLists(content: Uint8Array): readonly RevocationList[] {
  const blocks = [...new TextDecoder("latin1").decode(content).matchAll(block)].map(([, body = ""]) =>
    decodeBase64(body.replaceAll(/[\r\n]/g, "")),
  );
  const all = blocks.length === 0 ? [content] : blocks;
  return all.map((der) => {
    if (der === undefined) throw new Error("a revocation list in it is not base64");
    const list = AsnConvert.parse(der, CertificateList);
    checkList(list);
    return list;
  });
}

function checkList({ tbsCertList }: RevocationList): void {
  const { nextUpdate, crlExtensions = [], revokedCertificates = [] } = tbsCertList;
  if (nextUpdate === undefined) {
    throw new Error("a revocation list in it does not say when the next one comes");
  }
  const refused = [
    ...crlExtensions.filter(({ extnID }) => partial.includes(extnID)),
    ...[
      crlExtensions,
      ...revokedCertificates.map(({ crlEntryExtensions = [] }) => crlEntryExtensions),
    ].flatMap((extensions: readonly Extension[]) => extensions.filter(({ critical }) => critical)),
  ];
  const [first] = refused;
  if (first !== undefined) {
    throw new Error(`a revocation list in it has an extension that is not understood: ${first.extnID}`);
  }
}

/**
 * Refuses a path of which a certificate is revoked, or nobody can say: each certificate needs a list of its issuer that is of
 * now.
 *
 * @param now milliseconds since the epoch
 * @throws CertificatePathError
 */
export function checkRevocation(
  steps: readonly PathStep[],
  lists: readonly RevocationList[],
  now: number,
): void {
  for (const { certificate, issuer } of steps) {
    const name = certificate.subject.replaceAll("\n", ", ");
    const own = lists.filter((list) => isOf(list, issuer));
    if (own.length === 0) {
      throw new CertificatePathError(
        `there is no revocation list by the issuer of the certificate of ${name}`,
      );
    }
    if (!own.some((list) => isOfNow(list, now))) {
      throw new CertificatePathError(`the revocation list about the certificate of ${name} is out of date`);
    }
    if (own.some((list) => revokes(list, certificate))) {
      throw new CertificatePathError(`the certificate of ${name} is revoked`);
    }
  }
}

/** Whether the issuer has made and signed the list. */
function isOf(list: RevocationList, issuer: X509Certificate): boolean {
  const { subject } = AsnConvert.parse(issuer.raw, Certificate).tbsCertificate;
  const named = equalBytes(
    new Uint8Array(AsnConvert.serialize(subject)),
    new Uint8Array(AsnConvert.serialize(list.tbsCertList.issuer)),
  );
  const algorithm = signatureAlgorithm(list.signatureAlgorithm.algorithm);
  const { tbsCertListRaw: signed } = list;
  if (!named || algorithm === undefined || signed === undefined) return false;
  if (!hasStrongKey(issuer) || !isFor(KeyUsageFlags.cRLSign, issuer)) return false;
  try {
    return verify(algorithm.hash, new Uint8Array(signed), issuer.publicKey, new Uint8Array(list.signature));
  } catch {
    // The algorithm is none of the issuer's key.
    return false;
  }
}

function isOfNow({ tbsCertList: { thisUpdate, nextUpdate } }: RevocationList, now: number): boolean {
  return (
    thisUpdate.getTime().getTime() <= now &&
    (nextUpdate === undefined || now < nextUpdate.getTime().getTime())
  );
}

function revokes({ tbsCertList }: RevocationList, certificate: X509Certificate): boolean {
  const { serialNumber } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  return (tbsCertList.revokedCertificates ?? []).some(({ userCertificate }) =>
    equalBytes(new Uint8Array(userCertificate), new Uint8Array(serialNumber)),
  );
}
