import { once } from "node:events";
import { connect, type ConnectionOptions, type PeerCertificate } from "node:tls";

/** What a handshake came to. */
export interface Handshake {
  readonly protocol: string | null;
  readonly certificate: PeerCertificate;
}

/**
 * Shakes hands with a listener and hangs up. In TLS 1.3 a client is done before the server has looked at its certificate:
 * this waits until the server has spoken, or hung up.
 *
 * @throws Error what the client or the server had against it
 */
export async function shakeHands(origin: string, options: ConnectionOptions): Promise<Handshake> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), ...options });
  const hungUp = once(socket, "close").then(() => {
    throw new Error("the server hung up");
  });
  // It is asked only where somebody waits for it.
  hungUp.catch(() => undefined);
  try {
    await once(socket, "secureConnect");
    const [protocol, certificate] = [socket.getProtocol(), socket.getPeerCertificate()];
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    await Promise.race([once(socket, "data"), hungUp]);
    return { protocol, certificate };
  } finally {
    socket.destroy();
  }
}
