import { randomBytes, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { createSealer } from "@keyferry/crypto";
import type { Gateway, GatewayRequest } from "@keyferry/gateway";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listen, type Listener } from "../../src/http/listener.ts";
import { openInstanceTls } from "../../src/tls/instance-tls.ts";
import { secureContextOptions } from "../../src/tls/secure-context.ts";
import type { ServerTls } from "../../src/tls/server-tls.ts";
import { send } from "../raw-http.ts";
import { newFolder } from "../running-server.ts";
import { shakeHands } from "./handshake.ts";
import { newTestAuthority } from "./made-identities.ts";

const day = 86_400_000;
const clients = newTestAuthority("clients");
const client = clients.client();
let folder: string;
let now: number;
let tls: ServerTls;
let listener: Listener;
let agent: Agent;
/** Node hangs up on a certificate that it does not trust: without a word, or in the middle of one. */
const refused = /hung up|ECONNRESET|EPIPE/;
const seen: GatewayRequest[] = [];

const answer = { status: 200, headers: {}, body: "answered" };
const gateway: Gateway = {
  handle: (taken) => {
    seen.push(taken);
    return Promise.resolve(answer);
  },
  refuse: () => answer,
};

beforeEach(async () => {
  folder = newFolder();
  now = Date.now() - 61 * day;
  const sealer = createSealer(new Uint8Array(randomBytes(32)));
  const names = ["localhost", "127.0.0.1"];
  tls = await openInstanceTls({ folder, sealer, names, clock: () => now });
  listener = await listen({
    gateway,
    unsignedRoutes: () => undefined,
    signedRoutes: () => undefined,
    onNotAccepted: () => undefined,
    onFault: () => undefined,
    host: "127.0.0.1",
    port: 0,
    tls: {
      secureContext: () => secureContextOptions(tls.identity, clients.pem),
      requireClientCertificate: true,
    },
  });
  agent = new Agent({ keepAlive: true, maxSockets: 1, ca: ca(), ...client });
});

afterEach(async () => {
  agent.destroy();
  await listener.close(1_000);
  rmSync(folder, { recursive: true });
});

const ca = () => tls.caCertificateChainPem ?? "";

async function presentedSerial(): Promise<string> {
  return (await shakeHands(listener.url, { ca: ca(), ...client })).certificate.serialNumber;
}

function serial(): string {
  return new X509Certificate(tls.identity.chain).serialNumber;
}

describe("a new certificate", () => {
  it("is presented to new connections, under the CA that clients trust already", async () => {
    const first = serial();
    expect(await presentedSerial()).toBe(first);
    now = Date.now();
    expect(await tls.renew()).toBe(true);
    expect(await presentedSerial()).toBe(first);
    listener.renewTls();
    expect(await presentedSerial()).toBe(serial());
    expect(serial()).not.toBe(first);
  });

  it("interrupts no connection, and no request that has begun", async () => {
    const before = await send(listener.url, { agent });
    const begun = request(listener.url, { method: "POST", ca: ca(), ...client, agent: false });
    begun.setHeader("content-length", 4).write("ab");
    const [socket] = (await once(begun, "socket")) as [NodeJS.EventEmitter];
    await once(socket, "secureConnect");
    now = Date.now();
    await tls.renew();
    listener.renewTls();
    begun.end("cd");
    const [response] = (await once(begun, "response")) as [IncomingMessage];
    expect(response.resume().statusCode).toBe(200);
    const after = await send(listener.url, { agent });
    expect(after).toMatchObject({ status: 200, localPort: before.localPort });
  });

  it("leaves what is asked of clients as it was", async () => {
    now = Date.now();
    await tls.renew();
    listener.renewTls();
    await expect(shakeHands(listener.url, { ca: ca() })).rejects.toThrow("certificate required");
    const others = newTestAuthority("others").client();
    await expect(shakeHands(listener.url, { ca: ca(), ...others })).rejects.toThrow(refused);
    await expect(presentedSerial()).resolves.toBe(serial());
  });
});

describe("a request over TLS", () => {
  it("is known to be secure", async () => {
    seen.length = 0;
    await send(listener.url, { agent });
    expect(seen).toMatchObject([{ secure: true, sourceAddress: "127.0.0.1" }]);
  });
});
