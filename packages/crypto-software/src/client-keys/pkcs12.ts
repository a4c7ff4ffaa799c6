import { randomPublic } from "@keyferry/bytes";
import type forge from "node-forge";
import { fromBinaryString, toBinaryString } from "../binary-string.ts";
import type { Forge } from "../forge.ts";

type Asn1 = forge.asn1.Asn1;

/** What is put into a PKCS #12. */
export interface Pkcs12Content {
  /** By which programs list it. */
  readonly name: string;
  /** DER, as node-forge has bytes. */
  readonly certificate: string;
  /** A PrivateKeyInfo (RFC 5958). */
  readonly privateKey: Asn1;
  readonly password: string;
}

/** How often a password is hashed: what OpenSSL takes by default. */
const iterations = 2048;

const oids = {
  data: "1.2.840.113549.1.7.1",
  encryptedData: "1.2.840.113549.1.7.6",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certificateBag: "1.2.840.113549.1.12.10.1.3",
  x509Certificate: "1.2.840.113549.1.9.22.1",
  friendlyName: "1.2.840.113549.1.9.20",
  localKeyId: "1.2.840.113549.1.9.21",
  sha1: "1.3.14.3.2.26",
} as const;

/**
 * Writes a PKCS #12 (RFC 7292): first the certificate, encrypted, then the private key, shrouded; both by
 * pbeWithSHAAnd3-KeyTripleDES-CBC, with a MAC of SHA-1 over all. Old as these are, the clients of KMS open nothing newer.
 *
 * @returns its DER, made as a secret is
 */
export function encodePkcs12(
  it: Forge,
  { name, certificate, privateKey, password }: Pkcs12Content,
): Uint8Array {
  const der = writer(it);
  const attributes = der.set(
    der.sequence(der.oid(oids.friendlyName), der.set(der.bmpText(name))),
    der.sequence(der.oid(oids.localKeyId), der.set(der.octets(sha1(it, certificate)))),
  );
  const bag = (type: string, value: Asn1) =>
    der.sequence(der.sequence(der.oid(type), der.tagged(value), attributes));
  const certificates = bag(
    oids.certificateBag,
    der.sequence(der.oid(oids.x509Certificate), der.tagged(der.octets(certificate))),
  );
  const keys = bag(oids.shroudedKeyBag, encrypted(it, privateKey, password));
  const safe = der.bytesOf(
    der.sequence(der.encryptedData(encrypted(it, certificates, password)), der.data(der.bytesOf(keys))),
  );
  const salt = toBinaryString(randomPublic(8));
  const digest = der.sequence(
    der.sequence(
      der.sequence(der.oid(oids.sha1), der.nothing()),
      der.octets(macOf(it, safe, password, salt)),
    ),
    der.octets(salt),
    der.integer(iterations),
  );
  return fromBinaryString(der.bytesOf(der.sequence(der.integer(3), der.data(safe), digest)));
}

/** An EncryptedPrivateKeyInfo (RFC 5958 3), whatever is in it: its algorithm, and the ciphertext of a value's DER. */
function encrypted(it: Forge, value: Asn1, password: string): Asn1 {
  return it.pki.encryptPrivateKeyInfo(value, password, { algorithm: "3des", count: iterations });
}

/** HMAC with SHA-1 over the contents (RFC 7292 5.1), by a key of appendix B. */
function macOf(it: Forge, contents: string, password: string, salt: string): string {
  const key = it.pkcs12.generateKey(password, it.util.createBuffer(salt), 3, iterations, 20);
  const hmac = it.hmac.create();
  hmac.start("sha1", key);
  hmac.update(contents);
  return hmac.digest().getBytes();
}

function sha1(it: Forge, bytes: string): string {
  const hash = it.md.sha1.create();
  hash.update(bytes);
  return hash.digest().getBytes();
}

/** Writes DER by node-forge. */
function writer(it: Forge) {
  const { asn1 } = it;
  const { Class, Type } = asn1;
  const universal = (type: forge.asn1.Type, isConstructed: boolean, value: string | Asn1[]) =>
    asn1.create(Class.UNIVERSAL, type, isConstructed, value);
  const sequence = (...values: Asn1[]) => universal(Type.SEQUENCE, true, values);
  const oid = (name: string) => universal(Type.OID, false, asn1.oidToDer(name).getBytes());
  const octets = (bytes: string) => universal(Type.OCTETSTRING, false, bytes);
  const integer = (value: number) => universal(Type.INTEGER, false, asn1.integerToDer(value).getBytes());
  // The tag 0.
  const tagged = (value: Asn1) => asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, [value]);
  return {
    ...{ sequence, oid, octets, integer, tagged },
    set: (...values: Asn1[]) => universal(Type.SET, true, values),
    nothing: () => universal(Type.NULL, false, ""),
    bmpText: (text: string) => universal(Type.BMPSTRING, false, text),
    bytesOf: (value: Asn1) => asn1.toDer(value).getBytes(),
    /** A ContentInfo of octets (RFC 5652 4). */
    data: (bytes: string) => sequence(oid(oids.data), tagged(octets(bytes))),
    /** A ContentInfo of what was encrypted (RFC 5652 8). */
    encryptedData(info: Asn1) {
      const [algorithm, ciphertext] = info.value as [Asn1, Asn1];
      const content = asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, false, ciphertext.value);
      const inside = sequence(oid(oids.data), algorithm, content);
      return sequence(oid(oids.encryptedData), tagged(sequence(integer(0), inside)));
    },
  };
}
