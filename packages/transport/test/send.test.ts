import { createPublicTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { preparation } from "./prepare.ts";
import { answer, startServer } from "./server.ts";

const once = { repeatable: false };

describe("send", () => {
  it("carries method, target, headers and body as they are", async () => {
    const server = await startServer(answer(200));
    const transport = createPublicTransport({ endpoint: server.endpoint });
    await transport.send(
      preparation({ target: "/?Action=ListKeys&x=%2F%2A", headers: { accept: "application/json" } }),
      once,
    );

    expect(server.arrivals).toHaveLength(1);
    expect(server.arrivals[0]).toMatchObject({
      method: "POST",
      target: "/?Action=ListKeys&x=%2F%2A",
      headers: {
        host: server.host,
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "x-acs-signature-nonce": "1",
      },
      body: "a=1&b=%20",
    });
  });

  it("names the host that its requests will name", async () => {
    const server = await startServer(answer(200));
    const transport = createPublicTransport({ endpoint: server.endpoint });
    await transport.send(preparation(), once);
    expect(server.arrivals[0]?.headers.host).toBe(transport.host);
  });

  it("sends no body with GET", async () => {
    const server = await startServer(answer(200));
    await createPublicTransport({ endpoint: server.endpoint }).send(preparation({ method: "GET" }), once);
    expect(server.arrivals[0]).toMatchObject({ method: "GET", body: "" });
  });

  it.each([200, 400, 403, 404, 409])("gives the answer of status %i as it is", async (status) => {
    const server = await startServer(answer(status, '{"é":1}', { "X-Acs-Request-Id": "R" }));
    const transport = createPublicTransport({ endpoint: server.endpoint });
    const response = await transport.send(preparation(), { repeatable: true });
    expect(response).toMatchObject({ status, body: '{"é":1}', headers: { "x-acs-request-id": "R" } });
    expect(server.arrivals).toHaveLength(1);
  });

  it("follows no redirect: the signed request goes nowhere else", async () => {
    const elsewhere = await startServer(answer(200));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await startServer(answer(status, "", { location: elsewhere.endpoint }));
      const transport = createPublicTransport({ endpoint: server.endpoint });
      await expect(transport.send(preparation(), once)).rejects.toMatchObject({ name: "TransportError" });
      expect(server.arrivals).toHaveLength(1);
    }
    expect(elsewhere.arrivals).toHaveLength(0);
  });

  it("passes on what prepare throws, and sends nothing", async () => {
    const server = await startServer(answer(200));
    const transport = createPublicTransport({ endpoint: server.endpoint });
    const failure = new Error("no credentials");
    const prepare = () => {
      throw failure;
    };
    await expect(transport.send(prepare, { repeatable: true })).rejects.toBe(failure);
    expect(server.arrivals).toHaveLength(0);
  });
});
