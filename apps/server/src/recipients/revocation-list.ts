import { verify, type X509Certificate } from "node:crypto";
import { decodeBase64, equalBytes } from "@keyferry/bytes";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate, CertificateList } from "@peculiar/asn1-x509";
import { CertificatePathError, type PathStep } from "./certificate-path.ts";

/** A certificate revocation list (RFC 5280 5), read but not yet believed. */
export type RevocationList = CertificateList;

/** Hashes of the signature algorithms that lists are verified by; null: the algorithm has its own. */
const hashOf: Readonly<Record<string, string | null>> = {
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "1.3.101.112": null,
};

const block = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\r\n]+)-----END X509 CRL-----/g;

/**
 * Reads lists in PEM, or one in DER.
 *
 * @throws Error when there is none, or one is malformed
 */
export function parseRevocationLists(content: Uint8Array): readonly RevocationList[] {
  const blocks = [...new TextDecoder("latin1").decode(content).matchAll(block)].map(([, body = ""]) =>
    decodeBase64(body.replaceAll(/[\r\n]/g, "")),
  );
  const all = blocks.length === 0 ? [content] : blocks;
  return all.map((der) => {
    if (der === undefined) throw new Error("a revocation list in it is not base64");
    return AsnConvert.parse(der, CertificateList);
  });
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
  const hash = hashOf[list.signatureAlgorithm.algorithm];
  const { tbsCertListRaw: signed } = list;
  if (!named || hash === undefined || signed === undefined) return false;
  return verify(hash, new Uint8Array(signed), issuer.publicKey, new Uint8Array(list.signature));
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
