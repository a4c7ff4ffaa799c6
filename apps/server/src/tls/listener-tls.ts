import type { SecureContextOptions } from "node:tls";

/** How a listener speaks TLS. */
export interface ListenerTls {
  /** What connections are made with from now on. */
  readonly secureContext: () => SecureContextOptions;
  /** Whether a client must show a certificate that is under the context's CA. */
  readonly requireClientCertificate: boolean;
}
