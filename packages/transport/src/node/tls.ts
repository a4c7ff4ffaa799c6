import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { certificatesOf, textOf, type PemSource } from "./pem.ts";

/** Who a client is, for gateways that ask for a certificate. */
export interface ClientCertificate {
  /** The certificate, and those between it and its authority. */
  readonly certificate: PemSource;
  /** Its private key, unencrypted. */
  readonly key: PemSource;
}

/** How the far side of a connection is told to be the right one, and how a client shows who it is. */
export interface TlsOptions {
  /**
   * The certificate authorities to trust, in place of the platform's: for a dedicated gateway that of its instance. Read
   * once, when the transport is made.
   */
  readonly ca?: PemSource;
  readonly clientCertificate?: ClientCertificate;
  /**
   * Trusts any certificate of any host: whoever is on the way can read and answer every call. For tests against a
   * service whose certificate authority cannot be had. Warns once. Default false, whatever
   * `NODE_TLS_REJECT_UNAUTHORIZED` says.
   */
  readonly dangerouslySkipTlsVerification?: boolean;
}

/**
 * Settings of connections to a host.
 *
 * @param host which the certificate has to name, with its port if any
 * @throws TypeError for certificates or a key that cannot be read or do not belong together
 */
export function tlsSettings(host: string, options: TlsOptions): ConnectionOptions {
  const { ca, clientCertificate, dangerouslySkipTlsVerification = false } = options;
  const name = hostnameOf(host);
  if (dangerouslySkipTlsVerification) warnOnce();
  return {
    ...(ca !== undefined && { ca: certificatesOf("ca", ca) }),
    ...(clientCertificate !== undefined && identityOf(clientCertificate)),
    // An address is no server name (RFC 6066, section 3).
    servername: isIP(name) === 0 ? name : "",
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    rejectUnauthorized: !dangerouslySkipTlsVerification,
    minVersion: "TLSv1.2",
  };
}

function identityOf({ certificate, key }: ClientCertificate): { cert: string; key: string } {
  const identity = { cert: certificatesOf("clientCertificate.certificate", certificate), key: textOf(key) };
  if (!belongTogether(identity)) {
    throw new TypeError("clientCertificate.key is not the certificate's private key as PEM text");
  }
  return identity;
}

function belongTogether({ cert, key }: { cert: string; key: string }): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    // The reason is not told, for it may quote the key.
    return false;
  }
}

function hostnameOf(host: string): string {
  return new URL(`https://${host}`).hostname.replace(/^\[(.*)\]$/, "$1");
}

let warned = false;

function warnOnce(): void {
  if (warned) return;
  warned = true;
  process.emitWarning(
    "The certificates of gateways are not verified: anybody on the way can read every call.",
    {
      type: "SecurityWarning",
      code: "KEYFERRY_TLS_UNVERIFIED",
    },
  );
}
