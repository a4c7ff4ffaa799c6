import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it arrived. */
export interface RecordedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly parameters: URLSearchParams;
}

/** A service that gives one answer to everything, and records what it was asked. It ends with the test. */
export async function startRecordingService(
  status: number,
  answer: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly endpoint: string; readonly requests: RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push({ headers: request.headers, parameters: new URLSearchParams(body) });
      response.writeHead(status, { "content-type": "application/json;charset=utf-8", ...headers });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, requests };
}
