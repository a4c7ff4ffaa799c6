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
