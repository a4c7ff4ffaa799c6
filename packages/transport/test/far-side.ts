import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Arrival, Reaction } from "@keyferry/transport/conformance";

/** A real server on a free port of loopback, which reacts to requests as it is told. */
export interface FarSide {
  readonly port: number;
  /** `http://127.0.0.1:<port>`, or https. */
  readonly endpoint: string;
  /** Connections that it has taken so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a far side; over TLS if its options are given. */
export async function startFarSide(
  react: (arrival: Arrival) => Promise<Reaction>,
  tls?: ServerOptions,
): Promise<FarSide> {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void arrivalOf(request)
      .then(react)
      .then((reaction) => {
        perform(reaction, response);
      });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    endpoint: `${tls === undefined ? "http" : "https"}://127.0.0.1:${String(port)}`,
    connections: () => connections,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** A port of loopback where nobody listens. */
export async function silentPort(): Promise<number> {
  const { port, close } = await startFarSide(async () => ({ kind: "hang up" }));
  await close();
  return port;
}

async function arrivalOf(request: IncomingMessage): Promise<Arrival> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = "", url: target = "", headers } = request;
  return {
    method,
    target,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Uint8Array.from(Buffer.concat(chunks)),
  };
}

function perform(reaction: Reaction, response: ServerResponse): void {
  switch (reaction.kind) {
    case "answer":
      response.writeHead(reaction.status, reaction.headers).end(reaction.body);
      return;
    case "hang up":
      response.destroy();
      return;
    case "break off":
      response.writeHead(200, { "content-length": "100" });
      response.write("half of", () => response.destroy());
      return;
    case "stay silent":
      return;
    case "stall":
      response.writeHead(200, { "content-length": "100" }).write("half of");
  }
}
