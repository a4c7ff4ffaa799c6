import type { PresentedIdentity } from "./identity.ts";

/** The TLS side of a server: what its gateways present, and whom clients must trust for it. */
export interface ServerTls {
  /** What the gateways present now. */
  readonly identity: PresentedIdentity;
  /** Path of the certificates that clients must trust; null where none was named, as with a public CA. */
  readonly caFile: string | null;
  /** Those certificates, in PEM. */
  readonly caCertificateChainPem: string | null;
  /**
   * Looks whether another identity is due, and takes it.
   *
   * @returns whether `identity` has changed
   * Rejects when it is due and cannot be had; the one before stays.
   */
  renew(): Promise<boolean>;
}
