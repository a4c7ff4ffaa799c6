import type { KeyObject, X509Certificate } from "node:crypto";

/** A private key and the certificate of its public key. */
export interface Identity {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

/** What a listener shows its clients, in PEM. */
export interface PresentedIdentity {
  readonly key: string;
  /** The server's certificate, and behind it those that lead to its CA. */
  readonly chain: string;
}

/** What a listener shows its clients of an identity. */
export function presented({ privateKey, certificate }: Identity): PresentedIdentity {
  return {
    key: privateKey.export({ format: "pem", type: "pkcs8" }) as string,
    chain: certificate.toString(),
  };
}
