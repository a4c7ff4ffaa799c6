import type { MaybePromise } from "@keyferry/bytes";

/** For whom a client key is made. */
export interface ClientKeyPlan {
  /** Common name of the certificate: 1 to 64 characters. */
  readonly name: string;
  /** Milliseconds since the epoch, both; a certificate knows whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** ASCII. */
  readonly password: string;
}

/** A client key: what an application proves itself by. */
export interface NewClientKey {
  /** X.509 certificate of version 3 (RFC 5280) of an RSA key of 2048 bits, in DER. */
  readonly certificate: Uint8Array;
  /** PKCS #12 (RFC 7292) with the certificate and its private key, under the password. The caller wipes it. */
  readonly bundle: Uint8Array;
}

/** Makes client keys, and keeps nothing of them. */
export interface ClientKeyMaker {
  make(plan: ClientKeyPlan): MaybePromise<NewClientKey>;
}
