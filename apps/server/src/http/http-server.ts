import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { maxHeaders, maxRequestBytes } from "@keyferry/gateway";
import type { ListenerTls } from "../tls/listener-tls.ts";

const limits = {
  maxHeaderSize: maxRequestBytes,
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  keepAliveTimeout: 65_000,
  // Node would answer with an empty body.
  requireHostHeader: false,
};
const handshakeTimeout = 10_000;

/** Node's server for one listener. */
export interface HttpServer {
  readonly server: Server;
  /** Connects from now on with what {@link ListenerTls} says; connections that there are go on undisturbed. */
  readonly renewTls: () => void;
}

/** Makes the server of a listener: HTTPS where TLS is given, HTTP otherwise. It does not listen yet. */
export function createHttpServer(take: RequestListener, tls: ListenerTls | undefined): HttpServer {
  if (tls === undefined) {
    return { server: bounded(createServer(limits, take)), renewTls: () => undefined };
  }
  const requestCert = tls.requireClientCertificate;
  const server = createHttpsServer(
    { ...limits, ...tls.secureContext(), handshakeTimeout, requestCert, rejectUnauthorized: true },
    take,
  );
  // Node would hand it on as an error of HTTP, but nobody could read an answer.
  server.removeAllListeners("tlsClientError").on("tlsClientError", (_, socket) => socket.destroy());
  return {
    server: bounded(server),
    renewTls: () => {
      server.setSecureContext(tls.secureContext());
    },
  };
}

/** Node refuses a header more than it counts to, or drops it in silence, by its version: what is dropped must show. */
function bounded(server: Server): Server {
  server.maxHeadersCount = maxHeaders + 1;
  return server;
}
