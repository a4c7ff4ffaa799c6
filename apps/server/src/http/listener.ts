import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import {
  maxHeaders,
  maxRequestBytes,
  tellObserver,
  type Fault,
  type Gateway,
  type GatewayResponse,
} from "@keyferry/gateway";
import { controlsPath, type ErrorCode } from "@keyferry/protocol";
import type { SignedRoutes } from "./signed-routes.ts";
import { createHttpServer } from "./http-server.ts";
import { readBody, readHeaders, type RequestFault } from "./incoming-request.ts";
import type { ListenerTls } from "../tls/listener-tls.ts";
import type { UnsignedRoutes } from "./unsigned-routes.ts";

const largestHead = `A request may have ${String(maxHeaders)} headers, and ${String(maxRequestBytes)} bytes of target and headers`;

/** What a listener serves. */
export interface ListenerOptions {
  readonly gateway: Gateway;
  readonly unsignedRoutes: UnsignedRoutes;
  readonly signedRoutes: SignedRoutes;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Absent: plain HTTP. */
  readonly tls: ListenerTls | undefined;
  /** Told of a connection that the system could not accept, as for want of memory. The others go on. */
  readonly onNotAccepted: (error: Error) => void;
  /** Told of what went wrong beside the gateway, which tells of its own faults. The caller is refused with 500. */
  readonly onFault: (fault: Fault) => void;
}

/** A listening gateway. */
export interface Listener {
  /** Origin, such as `http://127.0.0.1:7788`. */
  readonly url: string;
  /** Connects from now on with what `tls` says; connections that there are go on undisturbed. */
  renewTls(): void;
  /** Accepts no more, answers what has begun, and closes what is still open after `patience` milliseconds. */
  close(patience: number): Promise<void>;
}

const noHeaders: ReadonlyMap<string, string> = new Map();

/** Puts a gateway on a port, over HTTP or HTTPS. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { gateway, unsignedRoutes, signedRoutes, host, port, tls, onNotAccepted, onFault } = options;
  const secure = tls !== undefined;
  const { server, renewTls } = createHttpServer(take, tls);
  // An expectation may be ignored (RFC 9110 10.1.1); Node would answer 417 with an empty body.
  server.on("checkExpectation", take);
  // Node would hang up without an answer. It has let go of the socket: nobody else looks after it.
  server.on("connect", (_: IncomingMessage, socket: Socket) => {
    socket.on("error", () => socket.destroy()).on("finish", () => socket.destroy());
    refuse("UnsupportedHTTPMethod", socket);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else if (error.code === "HPE_HEADER_OVERFLOW") refuse("RequestEntityTooLarge", socket, largestHead);
    else refuse("ParseRequestParameterException", socket);
  });
  const sockets = new Set<Socket>();
  const remember = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  server.on("connection", remember);
  // Over TLS a connection is there twice: as it is, and deciphered once the handshake is over.
  server.on("secureConnection", (socket: Socket) => {
    if (server.listening) remember(socket);
    else socket.destroy();
  });
  server.listen(port, host);
  await once(server, "listening");
  server.on("error", onNotAccepted);
  return { url: urlOf(server, host, secure ? "https" : "http"), renewTls, close };

  async function close(patience: number): Promise<void> {
    const closed = once(server, "close");
    server.close();
    server.closeIdleConnections();
    // Node counts a connection as idle only once it has carried a request.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, patience);
    await closed;
    clearTimeout(timer);
  }

  function take(request: IncomingMessage, response: ServerResponse): void {
    answer(request, response)
      .catch((error: unknown) => {
        fail(request, response, error);
      })
      .catch(() => request.destroy());
  }

  /** `handle` never rejects: what does is beside it, as a part of the server that is loaded late and is not there. */
  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const { headers } = readHeaders(request.rawHeaders);
    const sourceAddress = request.socket.remoteAddress ?? "";
    const refusal = gateway.refuse("InternalFailure", { headers, sourceAddress, secure });
    tellObserver(onFault, { requestId: refusal.headers["x-acs-request-id"] ?? "", error });
    if (response.headersSent) request.destroy();
    else send(response, refusal);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, fault } = readHeaders(request.rawHeaders);
    const { method = "", url: target = "", socket } = request;
    const visit = { method, target, headers, sourceAddress: socket.remoteAddress ?? "" };
    const reads = method === "GET" || method === "HEAD";
    const unsigned = reads && fault === undefined ? unsignedRoutes(visit) : undefined;
    if (unsigned !== undefined) {
      send(response, await unsigned);
      return;
    }
    const body = await readBody(request).catch(() => undefined);
    if (body === undefined) {
      // The caller went away in the middle of it.
      request.destroy();
      return;
    }
    const refuseIt = ({ code, reason }: RequestFault) => {
      if (!request.complete) cutOff(request, response);
      send(response, gateway.refuse(code, { ...visit, secure }, reason));
    };
    if (fault !== undefined) refuseIt(fault);
    else if ("code" in body) refuseIt(body);
    else {
      const whole = { ...visit, body, secure };
      const beside = target.startsWith(controlsPath) ? signedRoutes(whole) : undefined;
      send(response, await (beside ?? gateway.handle(whole)));
    }
  }

  /** Lets go of a connection as soon as the answer is out: what is there already of the body would still be parsed. */
  function cutOff(request: IncomingMessage, response: ServerResponse): void {
    response.shouldKeepAlive = false;
    response.on("finish", () => request.destroy());
  }

  /** Answers, in the documented form, what Node's HTTP server does not hand over as a request. */
  function refuse(code: ErrorCode, socket: Socket, reason?: string): void {
    const sourceAddress = socket.remoteAddress ?? "";
    const known = { headers: noHeaders, sourceAddress, secure };
    const { status, headers, body } = gateway.refuse(code, known, reason);
    const lines = Object.entries({
      ...headers,
      "content-length": Buffer.byteLength(body),
      connection: "close",
    });
    const head = lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join("");
    socket.end(`HTTP/1.1 ${String(status)} Refused\r\n${head}\r\n${body}`);
  }

  function send(response: ServerResponse, answer: GatewayResponse): void {
    const { status, headers, body, encoding, dropped = false } = answer;
    if (dropped) {
      response.destroy();
      return;
    }
    // Who is answered while the server closes must not come back on the same connection.
    if (!server.listening) response.shouldKeepAlive = false;
    // An answer without content has no length either (RFC 9110 8.6).
    const length = status !== 204 && { "content-length": Buffer.byteLength(body, encoding) };
    response.writeHead(status, { ...headers, ...length }).end(body, encoding ?? "utf8");
  }
}

function urlOf(server: Server, host: string, scheme: "http" | "https"): string {
  const { port } = server.address() as AddressInfo;
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}
