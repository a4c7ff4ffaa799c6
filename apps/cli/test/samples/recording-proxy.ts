import { once } from "node:events";
import { createServer, request, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands in front of a server and remembers what went through. */
export interface RecordingProxy extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** The parameters of each request, query and form merged, in the order of their coming. */
  readonly requests: readonly URLSearchParams[];
}

/** Starts a proxy that hands each request on as it came, its Host included, and the answer back. */
export async function startRecordingProxy(server: string): Promise<RecordingProxy> {
  const requests: URLSearchParams[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "GET", url = "/", headers } = incoming;
      const parameters = new URL(url, server).searchParams;
      for (const [name, value] of new URLSearchParams(body.toString())) parameters.append(name, value);
      const action = headers["x-acs-action"];
      if (typeof action === "string") parameters.append("Action", action);
      requests.push(parameters);
      void handOn(server + url, method, headers, body).then(
        ({ status, type, text }) => {
          outgoing.writeHead(status, { "content-type": type, connection: "close" }).end(text);
        },
        (error: unknown) => {
          outgoing.destroy(error as Error);
        },
      );
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    endpoint: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
    requests,
    async [Symbol.asyncDispose]() {
      proxy.close();
      proxy.closeAllConnections();
      await once(proxy, "close");
    },
  };
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: Buffer;
}

/** `fetch` would say a Host of its own, which signatures are over. */
async function handOn(
  url: string,
  method: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, connection: "close" } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers["content-type"] ?? "",
          text: Buffer.concat(chunks),
        });
      });
    });
    sent.on("error", reject).end(body);
  });
}
