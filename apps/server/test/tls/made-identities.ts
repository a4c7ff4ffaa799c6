import { generateKeyPairSync } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { ExtendedKeyUsage, Extension, id_ce_extKeyUsage, id_kp_clientAuth } from "@peculiar/asn1-x509";
import { issueCertificate } from "../../src/tls/certificate.ts";
import { forServers, ofAuthority, ofEndEntity, serverNames } from "../../src/tls/extensions.ts";
import type { Identity } from "../../src/tls/identity.ts";

const day = 86_400_000;

/** A CA of somebody else's. */
export interface TestAuthority {
  /** Its certificate, in PEM. */
  readonly pem: string;
  /** Certifies a server for names. `life`: days from now, before and after. */
  readonly server: (names: readonly string[], life?: readonly [number, number]) => TestIdentity;
  /** Certifies a client. */
  readonly client: () => TestIdentity;
}

/** A private key and its certificate, in PEM, as Node's TLS takes them. */
export interface TestIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Makes a CA that may vouch for everybody. */
export function newTestAuthority(name: string): TestAuthority {
  const { privateKey, publicKey } = newKeyPair();
  const issuer = { name, publicKey, privateKey };
  const authority = issueCertificate({
    subject: issuer,
    issuer,
    ...dates(-1, 10),
    extensions: ofAuthority(),
  });
  const certify = (purpose: Extension, more: readonly Extension[], life: readonly [number, number]) => {
    const pair = newKeyPair();
    const certificate = issueCertificate({
      subject: { name: `of ${name}`, publicKey: pair.publicKey },
      issuer,
      ...dates(...life),
      extensions: [...ofEndEntity(), purpose, ...more],
    });
    return inPem({ privateKey: pair.privateKey, certificate });
  };
  return {
    pem: authority.toString(),
    server: (names, life = [-1, 9]) => certify(forServers(), [serverNames(names)], life),
    client: () => certify(forClients(), [], [-1, 9]),
  };
}

/** An identity as Node's TLS takes it. */
export function inPem({ privateKey, certificate }: Identity): TestIdentity {
  const key = privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  return { key, cert: certificate.toString() };
}

function newKeyPair() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function dates(from: number, to: number) {
  return { notBefore: Date.now() + from * day, notAfter: Date.now() + to * day };
}

function forClients(): Extension {
  const extnValue = new OctetString(AsnConvert.serialize(new ExtendedKeyUsage([id_kp_clientAuth])));
  return new Extension({ extnID: id_ce_extKeyUsage, critical: false, extnValue });
}
