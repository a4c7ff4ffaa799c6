import { once as occurrence } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createPublicTransport, TransportError } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { preparation } from "./prepare.ts";
import { answer, hangUp, silence, startServer } from "./server.ts";

const once = { repeatable: false };

describe("unreachable", () => {
  it("is the reason when nobody listens", async () => {
    const { port } = await closedServer();
    const transport = createPublicTransport({ endpoint: `http://127.0.0.1:${String(port)}` });
    const error: unknown = await transport.send(preparation(), once).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ reason: "unreachable", cause: expect.any(Error) as Error });
  });

  it("is the reason when the connection breaks inside the answer", async () => {
    const server = await startServer((response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half of", () => response.destroy());
    });
    const sending = createPublicTransport({ endpoint: server.endpoint }).send(preparation(), once);
    await expect(sending).rejects.toMatchObject({ reason: "unreachable" });
  });

  it("says nothing of the request", async () => {
    const server = await startServer(hangUp);
    const transport = createPublicTransport({ endpoint: server.endpoint });
    const sending = transport.send(
      preparation({ body: "secret", headers: { authorization: "secret" } }),
      once,
    );
    await expect(sending).rejects.toThrow(`${server.host} could not be reached, or the connection broke`);
  });
});

describe("timeout", () => {
  it("is the reason when no answer comes in time", async () => {
    const server = await startServer(silence);
    const sending = createPublicTransport({ endpoint: server.endpoint, timeout: 50 }).send(
      preparation(),
      once,
    );
    await expect(sending).rejects.toMatchObject({ name: "TransportError", reason: "timeout" });
    expect(server.arrivals).toHaveLength(1);
  });

  it("is the reason when an answer begins and does not end in time", async () => {
    const server = await startServer((response) => {
      response.writeHead(200);
      response.write("half of");
    });
    const sending = createPublicTransport({ endpoint: server.endpoint, timeout: 100 }).send(
      preparation(),
      once,
    );
    await expect(sending).rejects.toMatchObject({ reason: "timeout" });
  });

  it("is of one attempt: a repeatable call is sent again", async () => {
    const server = await startServer(silence, answer(200, "done"));
    const transport = createPublicTransport({
      endpoint: server.endpoint,
      timeout: 500,
      retry: { baseDelay: 1 },
    });
    await expect(transport.send(preparation(), { repeatable: true })).resolves.toMatchObject({
      body: "done",
    });
    expect(server.arrivals).toHaveLength(2);
  });
});

describe("aborted", () => {
  const reason = new Error("not needed any more");

  it("is the reason before anything is sent", async () => {
    const server = await startServer(answer(200));
    const signal = AbortSignal.abort(reason);
    const sending = createPublicTransport({ endpoint: server.endpoint }).send(preparation(), {
      repeatable: true,
      signal,
    });
    await expect(sending).rejects.toMatchObject({ name: "TransportError", reason: "aborted", cause: reason });
    expect(server.arrivals).toHaveLength(0);
  });

  it("is the reason while an answer is awaited, and nothing is sent again", async () => {
    const controller = new AbortController();
    const server = await startServer(() => {
      controller.abort(reason);
    });
    const { signal } = controller;
    const sending = createPublicTransport({ endpoint: server.endpoint }).send(preparation(), {
      repeatable: true,
      signal,
    });
    await expect(sending).rejects.toMatchObject({ reason: "aborted", cause: reason });
    expect(server.arrivals).toHaveLength(1);
  });

  it("is the reason between two attempts, at once", async () => {
    const controller = new AbortController();
    const server = await startServer(answer(429, "", { "x-acs-retry-after": "30000" }));
    const { signal } = controller;
    const sending = createPublicTransport({ endpoint: server.endpoint }).send(preparation(), {
      repeatable: true,
      signal,
    });
    setTimeout(() => {
      controller.abort(reason);
    }, 200);
    await expect(sending).rejects.toMatchObject({ reason: "aborted", cause: reason });
    expect(server.arrivals).toHaveLength(1);
  });
});

async function closedServer(): Promise<AddressInfo> {
  const server = createServer().listen(0, "127.0.0.1");
  await occurrence(server, "listening");
  const address = server.address() as AddressInfo;
  server.close();
  await occurrence(server, "close");
  return address;
}
