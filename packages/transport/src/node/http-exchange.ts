import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as SecureAgent, request as httpsRequest, type RequestOptions } from "node:https";
import { TLSSocket, type ConnectionOptions } from "node:tls";
import { createAnswerReader } from "../answer-reader.ts";
import type { Exchange } from "../create-transport.ts";
import { TransportError } from "../errors.ts";
import type { TransportResponse } from "../transport.ts";

/**
 * How long a connection without calls is kept, in milliseconds: less than the 5 seconds after which Node's servers close
 * it, since a call that meets the closing is lost.
 */
const idleTime = 4000;

/** Where requests go. */
export interface Destination {
  readonly origin: URL;
  /** Host that requests name, with its port if any. */
  readonly host: string;
  /** For an https origin. */
  readonly tls: ConnectionOptions | undefined;
  readonly maxAnswerBytes: number;
}

/** Carries requests over HTTP/1.1, on connections that are kept. */
export function createHttpExchange({ origin, host, tls, maxAnswerBytes }: Destination): Exchange {
  const connections = { keepAlive: true, timeout: idleTime };
  const destination: RequestOptions = {
    hostname: origin.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: origin.port,
    agent: tls === undefined ? new Agent(connections) : new SecureAgent({ ...connections, ...tls }),
  };
  const open = tls === undefined ? httpRequest : httpsRequest;

  return async ({ method, target, headers, body }, signal) => {
    const bytes = new TextEncoder().encode(method === "POST" ? body : "");
    const request = open({
      ...destination,
      method,
      path: target,
      headers: { host, ...headers, ...(method === "POST" && { "content-length": bytes.byteLength }) },
      signal,
    });
    const answer = answerTo(request).catch((cause: unknown) => {
      if (tls?.rejectUnauthorized !== true || !isRefused(request)) throw cause;
      throw new TransportError("untrusted", `The certificate of ${host} is not trusted`, { cause });
    });
    request.end(bytes);
    return read(await answer, maxAnswerBytes);
  };
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // Not once: a request may fail a second time, which would be nobody's.
    request.on("error", reject);
  });
}

/** Whether the far side's certificate was found bad. */
function isRefused({ socket }: ClientRequest): boolean {
  // The type says that there always is a socket and an error; before a connection there is neither.
  const { authorizationError }: { authorizationError?: unknown } = socket instanceof TLSSocket ? socket : {};
  return authorizationError !== undefined && authorizationError !== null;
}

async function read(message: IncomingMessage, maxAnswerBytes: number): Promise<TransportResponse> {
  const answer = createAnswerReader(maxAnswerBytes);
  for await (const bytes of message as AsyncIterable<Uint8Array>) answer.read(bytes);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: message.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: answer.end(),
  };
}
