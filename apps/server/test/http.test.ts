import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officialClient } from "./official-client.ts";
import { send, sendBytes, type RawAnswer } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const limit = 256 * 1024;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const formType = { "content-type": "application/x-www-form-urlencoded" };
let server: RunningServer;
let origin: string;

beforeAll(async () => {
  server = await startServer();
  origin = server.ready.public;
});

afterAll(async () => {
  agent.destroy();
  await server[Symbol.asyncDispose]();
});

const listKeys = { Action: "ListKeys", Format: "JSON" };

function expectError({ status, headers, body }: RawAnswer, expectedStatus: number, code: string): void {
  expect(status).toBe(expectedStatus);
  const json = headers["content-type"] === "application/json;charset=utf-8";
  if (!json) expect(headers["content-type"]).toBe("text/xml;charset=utf-8");
  for (const member of ["RequestId", "Code", "Message", "HostId"]) {
    expect(body).toContain(json ? `"${member}":` : `<${member}>`);
  }
  expect(body).toContain(json ? `"Code":"${code}"` : `<Code>${code}</Code>`);
}

/** Takes an answer of {@link sendBytes} apart. */
function parseAnswer(text: string): RawAnswer {
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map(
    (line) => line.split(": ", 2).map((part) => part.toLowerCase()) as [string, string],
  );
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]),
    headers: Object.fromEntries(headers),
    body,
    localPort: undefined,
  };
}

describe.each(["public", "vpc", "dedicated"] as const)("the %s gateway", (kind) => {
  it("describes the API, unsigned", async () => {
    const { status, body, headers } = await send(server.ready[kind], {
      target: "/openapi.json",
      ca: server.ca,
    });
    expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
    expect(JSON.parse(body)).toMatchObject({ openapi: "3.1.0", paths: { "/#ExportDataKey": {} } });
  });

  it.each([
    ["/healthz", '{"status":"alive"}'],
    ["/readyz", '{"status":"ready"}'],
  ])("answers %s, unsigned", async (target, expected) => {
    const { ca } = server;
    const { status, body, headers } = await send(server.ready[kind], { target, ca });
    expect([status, body]).toEqual([200, expected]);
    expect(headers["content-type"]).toBe("application/json;charset=utf-8");
    const head = await send(server.ready[kind], { target, ca, method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, ""]);
  });

  it("answers nothing else unsigned", async () => {
    const target = "/?Action=Decrypt&Version=2016-01-20";
    const answer = await send(server.ready[kind], { target, ca: server.ca });
    expectError(answer, 400, "MissingAccessKeyId");
  });
});

describe("a request of the KMS Instance API", () => {
  it("is answered to the byte, as protobuf", async () => {
    const headers = { "content-type": "application/x-protobuf", "x-kms-apiname": "Encrypt" };
    const response = await fetch(server.ready.public, { method: "POST", headers, body: "\n\u0003key" });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get("content-length")]).toEqual([400, String(bytes.length)]);
    // Field 1 is the status, 400; field 2 the code.
    expect(bytes.subarray(0, 5).toString("hex")).toBe("0890031214");
    expect(bytes.subarray(5, 25).toString()).toBe("UnsupportedOperation");
  });
});

describe("a gateway by its kind", () => {
  it("makes keys on the VPC gateway, but not on the dedicated one", async () => {
    const { KeyMetadata } = await officialClient(server.ready.vpc)("CreateKey");
    expect(KeyMetadata["KeyState"]).toBe("Enabled");
    const target = `/?${signedQuery({ Action: "CreateKey", Format: "JSON" })}`;
    expectError(await send(server.ready.dedicated, { target, ca: server.ca }), 400, "UnsupportedOperation");
  });

  it("reads the region from its Host, and refuses the Host of another gateway", async () => {
    const asked = (host: string) =>
      send(origin, { target: `/?${signedQuery({ ...listKeys, Action: "CreateKey" })}`, headers: { host } });
    const { body } = await asked("kms.cn-shanghai.aliyuncs.com");
    expect(body).toContain("acs:kms:cn-shanghai:1000000000000000:key/");
    expectError(await asked("kms-vpc.cn-shanghai.aliyuncs.com"), 404, "InvalidProduct.NotFound");
  });
});

describe("a request that is too large", () => {
  it.each([limit + 1, 3_000_000])("is refused by its body of %i bytes", async (length) => {
    const part = "a".repeat(100_000);
    const whole = { method: "POST", headers: formType, body: "a".repeat(length) };
    expectError(await send(origin, whole), 413, "RequestEntityTooLarge");
    const parts = { ...whole, body: Array<string>(Math.ceil(length / part.length)).fill(part) };
    expectError(await send(origin, parts), 413, "RequestEntityTooLarge");
  });

  it("is refused by its headers", async () => {
    const headers = { "x-large": "a".repeat(limit) };
    expectError(await send(origin, { headers }), 413, "RequestEntityTooLarge");
    const target = `/?a=${"a".repeat(limit)}`;
    expectError(await send(origin, { target }), 413, "RequestEntityTooLarge");
  });

  it("is refused in JSON, which no client chokes on, whatever its body asked for", async () => {
    const oversized = { Plaintext: "A".repeat(limit) };
    const failure = await officialClient(origin)("Encrypt", oversized).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "RequestEntityTooLarge" });
  });

  it("does not keep others from being answered", async () => {
    expect((await send(origin, { target: "/readyz" })).status).toBe(200);
  });
});

describe("a large request that is legal", () => {
  const padding = "ä".repeat(16_000);

  it("passes with 98 kB in its query", async () => {
    const target = `/?${signedQuery({ ...listKeys, Padding: padding })}`;
    expect(target.length).toBeGreaterThan(96_000);
    expect((await send(origin, { target })).status).toBe(200);
  });

  it("passes with 98 kB in its form", async () => {
    const body = signedQuery({ ...listKeys, Padding: padding }, { method: "POST" });
    expect((await send(origin, { method: "POST", headers: formType, body })).status).toBe(200);
  });
});

describe("a request that is not HTTP as it should be", () => {
  it.each([
    ["no HTTP at all", "GARBAGE\r\n\r\n"],
    ["a header line without a name", "GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na"],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
  ])("is refused in the documented form: %s", async (_, bytes) => {
    const answer = parseAnswer(await sendBytes(origin, bytes));
    expectError(answer, 400, "ParseRequestParameterException");
    expect(answer.headers["connection"]).toBe("close");
  });

  it.each(["PUT", "DELETE", "PATCH"])("is refused by its method %s", async (method) => {
    expectError(await send(origin, { method }), 403, "UnsupportedHTTPMethod");
  });

  it("is refused by its method HEAD, without a body", async () => {
    const { status, body } = await send(origin, { method: "HEAD" });
    expect([status, body]).toEqual([403, ""]);
  });
});

describe("a connection", () => {
  it("is kept for the next request, after errors too", async () => {
    const target = () => `/?${signedQuery(listKeys)}`;
    const first = await send(origin, { target: target(), agent });
    const second = await send(origin, { target: "/?Action=Nothing", agent });
    const third = await send(origin, { target: target(), agent });
    expect([first.status, second.status, third.status]).toEqual([200, 400, 200]);
    expect(new Set([first.localPort, second.localPort, third.localPort]).size).toBe(1);
  });

  it("takes a form in chunks", async () => {
    const form = signedQuery(listKeys, { method: "POST" });
    const body = [form.slice(0, 10), form.slice(10, 50), form.slice(50)];
    const { status } = await send(origin, { method: "POST", headers: formType, body });
    expect(status).toBe(200);
  });

  it("takes its parameters in the query of a POST without a body", async () => {
    const target = `/?${signedQuery(listKeys, { method: "POST" })}`;
    expect((await send(origin, { method: "POST", target })).status).toBe(200);
  });

  it("tells caches to keep nothing, and names the request", async () => {
    const { headers, body } = await send(origin, { target: `/?${signedQuery(listKeys)}` });
    expect(headers["cache-control"]).toBe("no-store");
    expect((JSON.parse(body) as { RequestId: string }).RequestId).toBe(headers["x-acs-request-id"]);
  });
});
