import { once } from "node:events";
import { existsSync } from "node:fs";
import { Agent, request, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectByTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const mostMilliseconds = 5_000;

/** A signed POST of which only a part has been sent so far. */
async function beginRequest(
  origin: string,
): Promise<{ sent: ClientRequest; finish: () => Promise<IncomingMessage> }> {
  const form = signedQuery({ Action: "ListKeys", Format: "JSON" }, { method: "POST" });
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": form.length,
    expect: "100-continue",
  };
  const sent = request(origin, { method: "POST", headers, agent: new Agent({ keepAlive: true }) });
  sent.on("error", () => undefined);
  sent.flushHeaders();
  // The server has read the head, and so the request has begun.
  await once(sent, "continue");
  sent.write(form.slice(0, 20));
  const finish = async () => {
    sent.end(form.slice(20));
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    return response;
  };
  return { sent, finish };
}

/** Stops a server by a signal, and answers how that went. */
async function timeToStop(server: RunningServer, signal: NodeJS.Signals) {
  const start = performance.now();
  const exitCode = await server.stop(signal);
  return { exitCode, milliseconds: performance.now() - start };
}

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  it("stops at once, with exit code 0, whatever connections are idle, and takes the ready file away", async () => {
    await using server = await startServer();
    const { ready, ca } = server;
    const agent = new Agent({ keepAlive: true });
    for (const origin of [ready.public, ready.vpc, ready.dedicated]) {
      const kept = origin === ready.dedicated ? new HttpsAgent({ keepAlive: true, ca }) : agent;
      expect((await send(origin, { target: "/healthz", agent: kept })).status).toBe(200);
      const silent = connect(Number(new URL(origin).port), "127.0.0.1");
      silent.on("error", () => undefined);
      await once(silent, "connect");
    }
    const silent = connectByTls({ port: Number(new URL(ready.dedicated).port), host: "127.0.0.1", ca });
    silent.on("error", () => undefined);
    await once(silent, "secureConnect");
    const { exitCode, milliseconds } = await timeToStop(server, signal);
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(2_000);
    expect(existsSync(server.readyFile)).toBe(false);
    expect(server.written().error).not.toContain('"level":60');
  });

  it("answers the requests that have begun, and accepts no more", async () => {
    await using server = await startServer();
    const begun = await Promise.all([server.ready.public, server.ready.vpc].map(beginRequest));
    const stopped = timeToStop(server, signal);
    await sleep(300);
    await expect(send(server.ready.public, { target: "/healthz" })).rejects.toThrow("ECONNREFUSED");
    for (const { finish } of begun) {
      const { statusCode, headers } = await finish();
      expect([statusCode, headers.connection]).toEqual([200, "close"]);
    }
    const { exitCode, milliseconds } = await stopped;
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(mostMilliseconds);
  });
});

describe("a stop", () => {
  it("is not held up beyond 5 seconds by a caller in the middle of a TLS handshake", async () => {
    await using server = await startServer();
    const begun = connect(Number(new URL(server.ready.dedicated).port), "127.0.0.1");
    begun.on("error", () => undefined).write("\x16\x03\x01\x02\x00\x01", "latin1");
    await once(begun, "connect");
    await sleep(100);
    const { exitCode, milliseconds } = await timeToStop(server, "SIGTERM");
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(mostMilliseconds);
  });

  it("is not held up beyond 5 seconds by a caller who never finishes", async () => {
    await using server = await startServer();
    const { sent } = await beginRequest(server.ready.public);
    const { exitCode, milliseconds } = await timeToStop(server, "SIGTERM");
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(mostMilliseconds);
    sent.destroy();
  });

  it("is not cut short by a second signal", async () => {
    await using server = await startServer();
    const { finish } = await beginRequest(server.ready.public);
    server.signal("SIGINT");
    await sleep(100);
    server.signal("SIGINT");
    const stopped = timeToStop(server, "SIGTERM");
    await sleep(100);
    expect((await finish()).statusCode).toBe(200);
    expect((await stopped).exitCode).toBe(0);
    expect(existsSync(server.readyFile)).toBe(false);
  });
});
