import { Agent } from "node:http";
import { connect } from "node:net";
import { errorCatalogue, type ErrorCode } from "@keyferry/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFlood } from "./hostile/flood.ts";
import { answersIn, exchange } from "./hostile/raw-exchange.ts";
import { inspected, openServerMemory } from "./hostile/server-memory.ts";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";
import { shakeHands } from "./tls/handshake.ts";

// Never fewer than these: caches must fill up.
const times = Math.max(1, Number(process.env["FUZZ_RUNS"] ?? 1));

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ flags: ["--vpc-tls"] });
});
afterAll(async () => {
  // Whatever was sent, it was nobody's fault but the sender's.
  expect(server.written().error).not.toContain("a request failed");
  await server[Symbol.asyncDispose]();
});

const head = (line: string, ...lines: readonly string[]) =>
  `${[line, ...lines, "Connection: close"].join("\r\n")}\r\n\r\n`;
const host = "Host: localhost";

describe.each(["HTTP", "HTTPS"])("bytes on a connection of %s", (scheme) => {
  const place = () =>
    scheme === "HTTP" ? { origin: server.ready.public } : { origin: server.ready.vpc, ca: server.ca };
  const exchangeThere = (bytes: string) => {
    const { origin, ca } = place();
    return exchange(origin, bytes, ca);
  };

  it.each<[what: string, code: ErrorCode, bytes: string]>([
    ["no Host", "InvalidProduct.NotFound", head("GET / HTTP/1.1")],
    ["no Host in HTTP/1.0", "InvalidProduct.NotFound", head("GET / HTTP/1.0")],
    ["two Hosts", "ParseRequestParameterException", head("GET / HTTP/1.1", host, "Host: 127.0.0.1")],
    ["the same Host twice", "ParseRequestParameterException", head("GET /healthz HTTP/1.1", host, host)],
    [
      "two Authorizations",
      "ParseRequestParameterException",
      head("GET / HTTP/1.1", host, "Authorization: a", "authorization: b"),
    ],
    [
      "two content types",
      "ParseRequestParameterException",
      head("GET / HTTP/1.1", host, "Content-Type: text/plain", "Content-Type: text/plain"),
    ],
    [
      "two dates",
      "ParseRequestParameterException",
      head("GET / HTTP/1.1", host, "x-acs-date: 1", "other: 2", "X-Acs-Date: 3"),
    ],
    [
      "129 headers",
      "RequestEntityTooLarge",
      head("GET / HTTP/1.1", host, ...Array.from({ length: 127 }, (_, index) => `x${String(index)}: 1`)),
    ],
    [
      "a header 17 times",
      "RequestEntityTooLarge",
      head("GET / HTTP/1.1", host, ...Array.from({ length: 17 }, () => "a: 1")),
    ],
    [
      "a header of commas 990 times",
      "RequestEntityTooLarge",
      head("GET / HTTP/1.1", host, ...Array.from({ length: 990 }, () => `a: ${",".repeat(200)}`)),
    ],
    [
      "a body in 600 pieces",
      "RequestEntityTooLarge",
      `${head("POST / HTTP/1.1", host, "Transfer-Encoding: chunked")}${"1\r\na\r\n".repeat(600)}0\r\n\r\n`,
    ],
    ["an unknown expectation", "MissingAction", head("GET / HTTP/1.1", host, "Expect: the unexpected")],
    ["an empty expectation", "MissingAction", head("GET / HTTP/1.1", host, "Expect: ")],
    ["CONNECT", "UnsupportedHTTPMethod", head("CONNECT localhost:1 HTTP/1.1", host)],
    ["TRACE", "UnsupportedHTTPMethod", head("TRACE / HTTP/1.1", host)],
    ["OPTIONS *", "UnsupportedHTTPMethod", head("OPTIONS * HTTP/1.1", host)],
    ["an absolute target", "InvalidAction.NotFound", head("GET http://localhost/ HTTP/1.1", host)],
    ["another target", "InvalidAction.NotFound", head("GET /..//?Action=ListKeys HTTP/1.1", host)],
    ["the preface of HTTP/2", "ParseRequestParameterException", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a greeting of TLS", "ParseRequestParameterException", "\x16\x03\x01\x02\x00\x01\x00"],
    ["a NUL in the target", "ParseRequestParameterException", head("GET /\0 HTTP/1.1", host)],
    ["a NUL in a header", "ParseRequestParameterException", head("GET / HTTP/1.1", host, "X: \0")],
    ["a folded header", "ParseRequestParameterException", head("GET / HTTP/1.1", "Host: a", "\tb: c", "d")],
    [
      "a negative length",
      "ParseRequestParameterException",
      head("POST / HTTP/1.1", host, "Content-Length: -1"),
    ],
    [
      "a length that is no number",
      "ParseRequestParameterException",
      head("POST / HTTP/1.1", host, `Content-Length: ${"9".repeat(30)}`),
    ],
    [
      "a coding that is not chunked",
      "ParseRequestParameterException",
      head("POST / HTTP/1.1", host, "Transfer-Encoding: gzip"),
    ],
    [
      "a chunk whose length is no number",
      "ParseRequestParameterException",
      `${head("POST / HTTP/1.1", host, "Transfer-Encoding: chunked")}1\r\na\r\nzz\r\n`,
    ],
    [
      "a chunk with 100 kB beside its length",
      "ParseRequestParameterException",
      `${head("POST / HTTP/1.1", host, "Transfer-Encoding: chunked")}1;${"a".repeat(100_000)}\r\na\r\n0\r\n\r\n`,
    ],
    [
      "30,000 headers",
      "RequestEntityTooLarge",
      head("GET / HTTP/1.1", host, ...Array.from({ length: 30_000 }, (_, index) => `x${String(index)}: 1`)),
    ],
  ])("with %s are answered %s, and the connection is closed", async (_, code, bytes) => {
    const { text, ended } = await exchangeThere(bytes);
    const [answer, ...more] = answersIn(text);
    expect(more).toEqual([]);
    expect([answer?.code, answer?.status]).toEqual([code, errorCatalogue[code].status]);
    expect(ended).toBe(true);
  });

  it("may be anything: what is answered is documented, and no connection is left hanging", async () => {
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const inserted = fc.constantFrom(
      "\r\n",
      "\n",
      "\0",
      " ",
      ":",
      "\r\n\r\n",
      "Host: a\r\n",
      "\x80",
      "%",
      "0",
    );
    const edit = fc.record({ at: part, length: fc.nat(4), inserted: fc.oneof(inserted, anything) });
    const sound = () =>
      `POST /?${signedQuery({ Action: "ListKeys", Format: "JSON" }, { method: "POST" })} HTTP/1.1\r\n` +
      `${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b`;
    const edited = fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
      edits.reduce((text, { at, length, inserted: put }) => {
        const index = Math.floor(at * text.length);
        return text.slice(0, index) + put + text.slice(index + length);
      }, sound()),
    );
    // Many at once: a request that is only begun takes its time.
    const many = fc.array(fc.oneof({ weight: 1, arbitrary: anything }, { weight: 4, arbitrary: edited }), {
      minLength: 25,
      maxLength: 25,
      size: "max",
    });
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(many, async (texts) => {
        for (const { text, ended } of await Promise.all(texts.map(exchangeThere))) {
          expect(ended).toBe(true);
          for (const { code, status } of answersIn(text)) {
            answered++;
            if (status === 200) expect(code).toBe("OK");
            else expect(errorCatalogue).toHaveProperty([code, "status"], status);
          }
        }
      }),
      { numRuns: Math.ceil(16 * times) },
    );
    expect(answered).toBeGreaterThan(200);
    const { origin, ...trust } = place();
    expect((await send(origin, { target: "/readyz", ...trust })).status).toBe(200);
  });
});

describe("bytes that are no TLS, on a gateway that speaks it,", () => {
  it("are not answered in HTTP, and no connection is left hanging", async () => {
    const record = Buffer.from("160301010001", "hex").toString("latin1");
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
    const greeting = anything.map((bytes) => record + bytes);
    const plain = fc.constant(head("GET /healthz HTTP/1.1", host));
    const many = fc.array(fc.oneof(anything, greeting, plain), { minLength: 25, maxLength: 25, size: "max" });
    await fc.assert(
      fc.asyncProperty(many, async (texts) => {
        const origin = server.ready.dedicated;
        for (const { text, ended } of await Promise.all(texts.map((bytes) => exchange(origin, bytes)))) {
          expect(text).not.toContain("HTTP/");
          expect(ended).toBe(true);
        }
      }),
      { numRuns: Math.ceil(8 * times) },
    );
  });

  it("do not keep others from being answered while they are waited for", async () => {
    const { dedicated } = server.ready;
    const begun = Array.from({ length: 300 }, () => {
      const socket = connect(Number(new URL(dedicated).port), "127.0.0.1");
      socket.on("error", () => undefined).write("\x16\x03\x01\x02\x00\x01", "latin1");
      return socket;
    });
    const start = performance.now();
    const { status } = await send(dedicated, { target: "/readyz", ca: server.ca });
    expect(status).toBe(200);
    expect(performance.now() - start).toBeLessThan(5_000);
    for (const socket of begun) socket.destroy();
  });
});

describe("a flood of handshakes, finished, refused and broken off,", () => {
  const half = Math.ceil(360 * times);
  /** What may be in use after the second half that was not after the first, in bytes for each handshake. */
  const live = 1_000;
  /** OpenSSL's memory is its own, and comes back late. */
  const resident = 10_000;

  it(
    "leaves nothing behind in memory",
    async () => {
      await using flooded = await startServer({ variables: inspected });
      const { ready, ca } = flooded;
      const flood = async () => {
        for (let count = 0; count < half; count += 12) {
          const each = [
            () => shakeHands(ready.dedicated, { ca }),
            () => shakeHands(ready.dedicated, { ca, maxVersion: "TLSv1.2" }),
            () => shakeHands(ready.dedicated, {}),
            () => exchange(ready.dedicated, "\x16\x03\x01\x02\x00\x01"),
          ];
          await Promise.allSettled([...each, ...each, ...each].map((begin) => begin()));
        }
      };
      const memory = await openServerMemory(flooded);
      await flood();
      const before = await memory.read();
      await flood();
      const after = await memory.read();
      memory.close();
      expect((after.live - before.live) / half).toBeLessThan(live);
      expect((after.resident - before.resident) / half).toBeLessThan(resident);
      expect(flooded.written().error).not.toContain("a request failed");
    },
    120_000 * times,
  );
});

describe("a flood of requests, hostile and sound, over connections that are kept", () => {
  const half = Math.ceil(15_000 * times);
  /**
   * What may be in use after the second half that was not after the first, in bytes for each request. Contexts, hosts,
   * nonces and access keys are new in every request and recipients' keys in every tenth, so that all caches are full after
   * the first half. The collector's own play is far less; a text of 100 characters kept of each request would be more.
   */
  const live = 50;
  /** The process may hold more than is in use, as pages come back late and in part. */
  const resident = 1_000;

  it(
    "is answered as documented, and leaves nothing behind in memory",
    async () => {
      await using flooded = await startServer({ variables: inspected });
      const agent = new Agent({ keepAlive: true, maxSockets: 16 });
      const flood = await createFlood(flooded.ready.public, agent);
      const memory = await openServerMemory(flooded);
      expect(await flood.run(half)).toEqual([]);
      const before = await memory.read();
      expect(await flood.run(half)).toEqual([]);
      const after = await memory.read();
      memory.close();
      agent.destroy();
      expect((after.live - before.live) / half).toBeLessThan(live);
      expect((after.resident - before.resident) / half).toBeLessThan(resident);
      expect(flooded.written().error).not.toContain("a request failed");
    },
    120_000 * times,
  );
});
