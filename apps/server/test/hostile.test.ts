import { Agent } from "node:http";
import { errorCatalogue, type ErrorCode } from "@keyferry/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFlood } from "./hostile/flood.ts";
import { answersIn, exchange } from "./hostile/raw-exchange.ts";
import { inspected, openServerMemory } from "./hostile/server-memory.ts";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

// Never fewer than these: caches must fill up.
const times = Math.max(1, Number(process.env["FUZZ_RUNS"] ?? 1));
const seed = process.env["FUZZ_SEED"];

let server: RunningServer;
let origin: string;

beforeAll(async () => {
  server = await startServer();
  origin = server.ready.public;
});
afterAll(async () => {
  // Whatever was sent, it was nobody's fault but the sender's.
  expect(server.written().error).not.toContain("a request failed");
  await server[Symbol.asyncDispose]();
});

const head = (line: string, ...lines: readonly string[]) =>
  `${[line, ...lines, "Connection: close"].join("\r\n")}\r\n\r\n`;
const host = "Host: localhost";

describe("bytes on a connection", () => {
  it.each<[what: string, code: ErrorCode, bytes: string]>([
    ["no Host", "InvalidProduct.NotFound", head("GET / HTTP/1.1")],
    ["no Host in HTTP/1.0", "InvalidProduct.NotFound", head("GET / HTTP/1.0")],
    ["two Hosts", "InvalidProduct.NotFound", head("GET / HTTP/1.1", host, "Host: 127.0.0.1")],
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
    const { text, ended } = await exchange(origin, bytes);
    const [answer, ...more] = answersIn(text);
    expect(more).toEqual([]);
    expect([answer?.code, answer?.status]).toEqual([code, errorCatalogue[code].status]);
    expect(ended).toBe(true);
  });

  it("may be anything: what is answered is documented, and no connection is left hanging", async () => {
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
    const place = fc.double({ min: 0, max: 1, noNaN: true });
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
    const edit = fc.record({ at: place, length: fc.nat(4), inserted: fc.oneof(inserted, anything) });
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
        for (const { text, ended } of await Promise.all(texts.map((bytes) => exchange(origin, bytes)))) {
          expect(ended).toBe(true);
          for (const { code, status } of answersIn(text)) {
            answered++;
            if (status === 200) expect(code).toBe("OK");
            else expect(errorCatalogue).toHaveProperty([code, "status"], status);
          }
        }
      }),
      { numRuns: Math.ceil(16 * times), ...(seed !== undefined && { seed: Number(seed) }) },
    );
    expect(answered).toBeGreaterThan(200);
    expect((await send(origin, { target: "/readyz" })).status).toBe(200);
  });
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
