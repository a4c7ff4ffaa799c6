import { randomPublic } from "@keyferry/bytes";
import { type ClientKeyPlan, CryptoError } from "@keyferry/crypto";
import { bytesToHex } from "@noble/hashes/utils.js";
import type forge from "node-forge";
import type { Forge } from "../forge.ts";

/**
 * A certificate of version 3 that an RSA key has signed for itself with sha256WithRSAEncryption (RFC 5280 4.1): of an end entity
 * that signs, with a random serial number.
 *
 * @returns its DER, as node-forge has bytes
 * @throws CryptoError `faulty` where the signature is wrong
 */
export function selfSignedCertificate(
  it: Forge,
  privateKey: forge.pki.rsa.PrivateKey,
  { name, notBefore, notAfter }: Omit<ClientKeyPlan, "password">,
): string {
  const certificate = it.pki.createCertificate();
  certificate.publicKey = it.pki.rsa.setPublicKey(privateKey.n, privateKey.e);
  certificate.serialNumber = newSerialNumber();
  certificate.validity.notBefore = new Date(notBefore);
  certificate.validity.notAfter = new Date(notAfter);
  const subject = [{ name: "commonName", value: name, valueTagClass: it.asn1.Type.UTF8 }];
  certificate.setSubject(subject as unknown as forge.pki.CertificateField[]);
  certificate.setIssuer(subject as unknown as forge.pki.CertificateField[]);
  certificate.setExtensions([
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", digitalSignature: true, critical: true },
    { name: "subjectKeyIdentifier" },
  ]);
  certificate.sign(privateKey, it.md.sha256.create());
  // A faulty signature of RSA would give the private key away.
  if (!isSignedRightly(certificate)) {
    throw new CryptoError("faulty", "the signature of a new certificate is wrong");
  }
  return it.asn1.toDer(it.pki.certificateToAsn1(certificate)).getBytes();
}

/** Whether a certificate verifies by its own key. */
function isSignedRightly(certificate: forge.pki.Certificate): boolean {
  try {
    return certificate.verify(certificate);
  } catch {
    // Padding that is none.
    return false;
  }
}

/** 126 random bits in hex: positive, and always 16 bytes of DER (RFC 5280 4.1.2.2). */
function newSerialNumber(): string {
  const bytes = randomPublic(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytesToHex(bytes);
}
