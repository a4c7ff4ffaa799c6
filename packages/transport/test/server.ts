import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it arrived, and how to answer it. */
export interface Arrival {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds of a clock that only runs forward. */
  readonly time: number;
}

export interface Server {
  readonly endpoint: string;
  readonly host: string;
  readonly arrivals: readonly Arrival[];
}

/** A real server on a free port of loopback, gone when the test is. The last step answers all further requests. */
export async function startServer(
  ...steps: readonly ((response: ServerResponse, arrival: Arrival) => void)[]
): Promise<Server> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const time = performance.now();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      const arrival = { method, target, headers, body: Buffer.concat(chunks).toString(), time };
      arrivals.push(arrival);
      (steps[arrivals.length - 1] ?? steps.at(-1))?.(response, arrival);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${String(port)}`;
  return { endpoint: `http://${host}`, host, arrivals };
}

/** A step that answers. */
export function answer(status: number, body = "", headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };
}

/** A step that breaks the connection. */
export function hangUp(response: ServerResponse): void {
  response.destroy();
}

/** A step that never answers. */
export function silence(): void {
  // The request stays open until the server is closed.
}
