import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { exportDataKey } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import * as browser from "@keyferry/transport";
import * as node from "@keyferry/transport/node";
import { describe, expect, it, onTestFinished } from "vitest";
import { exported, request } from "./exported.ts";
import { accessKey, createService, type Service } from "./service.ts";

/** Puts a service on a free port of loopback. */
async function listen({ door }: Service): Promise<string> {
  const server = createServer((incoming, response) => {
    void buffer(incoming).then(async (bytes) => {
      const { method = "", url: target = "" } = incoming;
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
      const answer = await door.handle({
        method,
        target,
        headers: new Map(headers),
        body: Uint8Array.from(bytes),
        sourceAddress: "127.0.0.1",
        secure: false,
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

describe("a call over a socket", () => {
  const host = "kst-hzz6a4f6.cryptoservice.kms.localhost:7790";

  it.each<[string, (endpoint: string) => browser.Transport, string | undefined]>([
    ["fetch", (endpoint) => browser.createPublicTransport({ endpoint }), undefined],
    ["node:http", (endpoint) => node.createVpcTransport({ endpoint }), undefined],
    ["node:http under another host", (endpoint) => node.createDedicatedTransport({ endpoint, host }), host],
  ])("is signed for the host that it names: %s", async (_, transportTo, name) => {
    const service = createService(exportDataKey, exported);
    const endpoint = await listen(service);
    const caller = createCaller({ transport: transportTo(endpoint), credentials: accessKey });
    const { ExportedDataKey } = await caller.call(exportDataKey, request);
    expect(ExportedDataKey).toEqual(exported().ExportedDataKey);
    expect(service.entries[0]?.headers.get("host")).toBe(name ?? new URL(endpoint).host);
  });
});
