import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createUrlHook } from "../../src/rotation/url-hook.ts";
import { failureOf } from "./failure.ts";
import { question } from "./question.ts";

let server: Server;
let url: URL;
let ending: AbortController;
let handle: (request: IncomingMessage, response: ServerResponse) => unknown;

beforeEach(async () => {
  ending = new AbortController();
  server = createServer((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/rotate?for=orders`);
});
afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

/** The limit is longer than anything takes unless it is given, in milliseconds. */
const ask = (timeLimit = 60_000) => createUrlHook(url, { timeLimit, signal: ending.signal }).ask(question);

describe("a hook at a URL", () => {
  it("is sent the question by POST, as JSON, and answers with JSON", async () => {
    let seen: unknown;
    handle = async (request, response) => {
      const { method, url: target, headers } = request;
      seen = [method, target, headers["content-type"], JSON.parse(await text(request))];
      response.end('{"SecretData":{}}');
    };
    expect(await ask()).toEqual({ SecretData: {} });
    expect(seen).toEqual(["POST", "/rotate?for=orders", "application/json", question]);
  });

  it.each<[string, typeof handle]>([
    ["answered with status 500", (_, response) => response.writeHead(500).end("hush")],
    ["answered with status 204", (_, response) => response.writeHead(204).end()],
    ["does not answer", (_, response) => response.writeHead(302, { location: "/hush" }).end()],
    ["does not answer (UND_ERR_SOCKET)", (request) => request.destroy()],
    ["no JSON in UTF-8", (_, response) => response.end("hush")],
    ["longer than 65536 bytes", (_, response) => response.end(`"${"hush".repeat(20_000)}"`)],
    ["longer than 65536 bytes", (_, response) => response.write("x".repeat(70_000))],
  ])("has failed, %s", async (says, handler) => {
    handle = handler;
    expect(await failureOf(ask())).toContain(says);
  });

  it("has failed where nobody listens", async () => {
    server.close();
    expect(await failureOf(ask())).toContain("does not answer (ECONNREFUSED)");
  });

  it("has failed when its time is over: it answers nothing", async () => {
    handle = () => undefined;
    expect(await failureOf(ask(300))).toContain("longer than 0.3 seconds");
  });

  it("has failed when its time is over: it begins an answer", async () => {
    const time = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(time.signal);
    const fetched = vi.spyOn(globalThis, "fetch");
    handle = (_, response) => response.write("{");
    const asked = failureOf(ask(300));
    await expect.poll(() => fetched.mock.settledResults[0]?.type).toBe("fulfilled");
    time.abort();
    expect(await asked).toContain("longer than 0.3 seconds");
    expect(timeout).toHaveBeenCalledExactlyOnceWith(300);
  });

  it("is left when the server stops", async () => {
    handle = () => {
      ending.abort();
    };
    expect(await failureOf(ask())).toContain("the server stops");
  });
});
