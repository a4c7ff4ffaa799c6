import { sign, X509Certificate, type KeyObject } from "node:crypto";
import { copyPublic, randomPublic } from "@keyferry/bytes";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  type Extension,
} from "@peculiar/asn1-x509";
import { keyIdentifiers } from "./extensions.ts";

const commonName = "2.5.4.3";
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";

/** Someone whom a certificate is about. */
export interface Party {
  /** Common name; at most 64 characters. */
  readonly name: string;
  readonly publicKey: KeyObject;
}

/** What a certificate says, beside its serial number and its key identifiers. */
export interface CertificateContent {
  readonly subject: Party;
  /** Signs by ECDSA: its key is on P-256. */
  readonly issuer: Party & { readonly privateKey: KeyObject };
  /** Milliseconds since the epoch; a certificate knows whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Extension[];
}

/** Signs a certificate of version 3 with ecdsa-with-SHA256 (RFC 5280 4.1, RFC 5758 3.2) and a random serial number. */
export function issueCertificate({
  subject,
  issuer,
  notBefore,
  notAfter,
  extensions,
}: CertificateContent): X509Certificate {
  const subjectPublicKeyInfo = publicKeyInfo(subject.publicKey);
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: newSerialNumber(),
    signature: signatureAlgorithm,
    issuer: nameOf(issuer),
    validity: new Validity({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }),
    subject: nameOf(subject),
    subjectPublicKeyInfo,
    extensions: new Extensions([
      ...extensions,
      ...keyIdentifiers(subjectPublicKeyInfo, publicKeyInfo(issuer.publicKey)),
    ]),
  });
  const signature = sign("sha256", new Uint8Array(AsnConvert.serialize(tbsCertificate)), issuer.privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm,
    signatureValue: copyPublic(signature).buffer,
  });
  return new X509Certificate(new Uint8Array(AsnConvert.serialize(certificate)));
}

/** 126 random bits: positive, and always 16 bytes of DER (RFC 5280 4.1.2.2). */
function newSerialNumber(): ArrayBuffer {
  const bytes = randomPublic(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

function nameOf({ name }: Party): Name {
  const value = new AttributeValue({ utf8String: name });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonName, value })])]);
}

function publicKeyInfo(key: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(key.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo);
}
