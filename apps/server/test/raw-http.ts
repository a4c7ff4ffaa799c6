import { once } from "node:events";
import { request, type Agent, type OutgoingHttpHeaders } from "node:http";
import { request as requestByTls } from "node:https";
import { connect } from "node:net";

/** An HTTP answer, read whole. */
export interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Local port of the connection: the same one twice is a connection that was kept. */
  readonly localPort: number | undefined;
}

/** A request, with nothing added to it but what HTTP needs. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Several parts are sent chunked. */
  readonly body?: string | readonly string[];
  readonly agent?: Agent;
  /** What is trusted over TLS, in PEM. */
  readonly ca?: string;
  /** The name that TLS asks for; default: the Host. */
  readonly servername?: string;
}

/** Sends a request and reads the answer. */
export function send(
  origin: string,
  { target = "/", body = "", ...options }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(origin);
    const start = protocol === "https:" ? requestByTls : request;
    const sent = start({ hostname, port, path: target, ...options }, (response) => {
      const localPort = response.socket.localPort;
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode, headers: response.headers, body: text, localPort });
      });
    });
    sent.on("error", reject);
    if (typeof body === "string") {
      sent.end(body);
      return;
    }
    for (const part of body) sent.write(part);
    sent.end();
  });
}

/** Sends bytes as they are and answers all that comes back until the server closes. */
export async function sendBytes(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => (text += part));
  socket.write(bytes);
  await once(socket, "close");
  return text;
}
