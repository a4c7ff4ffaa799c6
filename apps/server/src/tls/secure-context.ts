import { constants } from "node:crypto";
import type { SecureContextOptions } from "node:tls";
import type { PresentedIdentity } from "./identity.ts";

/** TLS 1.2's cipher suites with forward secrecy and authenticated encryption, and TLS 1.3's (RFC 9325 4.2). */
const ciphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
].join(":");

/**
 * How a gateway speaks TLS: versions 1.2 and 1.3, whatever Node is told otherwise.
 *
 * @param clientCa certificates, in PEM, under which clients' certificates must be
 */
export function secureContextOptions(
  { key, chain }: PresentedIdentity,
  clientCa: string | undefined,
): SecureContextOptions {
  return {
    key,
    cert: chain,
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    ciphers,
    // Renegotiation costs the server more than the client, and no client of this service needs it.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    ...(clientCa !== undefined && { ca: clientCa }),
  };
}
