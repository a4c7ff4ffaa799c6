import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { receiptKeyPath } from "@keyferry/receipt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAllowedOrigins } from "../src/config/allowed-origins.ts";
import { readCommandLine } from "../src/commands/read-options.ts";
import { send, sendBytes } from "./raw-http.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const allowed = "https://app.example";
const elsewhere = { origin: "https://evil.example" };
const link = {
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

const folder = newFolder();
let server: RunningServer;
let explanation: string;

beforeAll(async () => {
  server = await startServer({ flags: ["--allow-origin", allowed] });
  const target = `/?${signedQuery({ Action: "DescribeKey", KeyId: "alias/none" })}`;
  const { headers } = await send(server.ready.public, { target });
  explanation = new URL(String(headers["x-keyferry-explain"])).pathname;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const get = (target: string, headers = {}, { ready, ca } = server) =>
  send(ready.public, { target, headers, ca });

describe("what is answered unsigned", () => {
  const routes = () => ["/healthz", "/readyz", "/metrics", receiptKeyPath, explanation];

  it("is not, to pages of elsewhere", async () => {
    for (const target of routes()) {
      for (const marks of [
        elsewhere,
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ]) {
        const { status, body } = await get(target, marks);
        expect([status, body]).toEqual([403, expect.stringContaining("<Code>Forbidden.CrossOrigin</Code>")]);
      }
    }
  });

  it("is, to pages that are allowed, which may read it", async () => {
    for (const target of routes()) {
      const { status, headers } = await get(target, { origin: allowed, "sec-fetch-site": "cross-site" });
      expect([status, headers["access-control-allow-origin"]]).toEqual([200, allowed]);
    }
  });

  it("is, to the server's own pages, and to programs, which need no leave", async () => {
    for (const target of routes()) {
      for (const marks of [{}, { "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }]) {
        const { status, headers } = await get(target, marks);
        expect([status, headers["access-control-allow-origin"]]).toEqual([200, undefined]);
      }
    }
  });

  it("can be led to by a link where it is an explanation", async () => {
    for (const target of routes()) {
      expect((await get(target, link)).status).toBe(target === explanation ? 200 : 403);
    }
  });

  it.each(["rebound.example", "rebound.example:7788", "localhost.rebound.example", "kms.evil.aliyuncs.com"])(
    "is not, under the name %s, which may lead to this machine",
    async (host) => {
      for (const target of routes()) {
        const { status, body } = await get(target, { host });
        expect(status).toBe(404);
        expect(body).not.toMatch(/alive|ready|keyferry_requests_total|AliasNotFound/);
      }
    },
  );

  it("is, to a probe of HTTP/1.0 that names no host, but for the figures", async () => {
    const probe = (target: string) => sendBytes(server.ready.public, `GET ${target} HTTP/1.0\r\n\r\n`);
    expect(await probe("/healthz")).toContain('{"status":"alive"}');
    expect(await probe("/readyz")).toContain('{"status":"ready"}');
    expect(await probe("/metrics")).not.toContain("keyferry_requests_total");
  });
});

describe("/metrics", () => {
  it.each(["127.0.0.1", "localhost", "localhost:7788", "[::1]:7788"])("answers under %s", async (host) => {
    expect((await get("/metrics", { host })).body).toContain("keyferry_requests_total");
  });

  it("answers under no other name where the server listens on every address", async () => {
    await using open = await startServer({
      flags: ["--host", "0.0.0.0"],
      variables: {
        KEYFERRY_ACCESS_KEY_ID: "own",
        KEYFERRY_ACCESS_KEY_SECRET: "the secret of a test, a long one",
      },
    });
    const at = async (host: string) => (await get("/metrics", { host }, open)).body;
    expect(await at("localhost")).toContain("keyferry_requests_total");
    for (const host of ["rebound.example", "kms.cn-hangzhou.aliyuncs.com"]) {
      expect(await at(host)).not.toContain("keyferry_requests_total");
    }
    const { body } = await get("/healthz", { host: "kms.internal" }, open);
    expect(body).toBe('{"status":"alive"}');
  });
});

describe("a body that is too long", () => {
  it("is refused so that a page that is allowed can read it", async () => {
    const headers = { origin: allowed, "sec-fetch-site": "cross-site" };
    const body = "a".repeat(300_000);
    const answer = await send(server.ready.public, { method: "POST", headers, body });
    expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([413, allowed]);
  });
});

describe("--allow-origin", () => {
  const second = "http://localhost:5173";
  const file = join(folder, "config.yaml");
  const read = async (argv: readonly string[], environment = {}) =>
    readAllowedOrigins((await readCommandLine(argv, environment, "1.0.0")).options);

  it("may be given several times, or as a list, by flag, variable or file", async () => {
    const both = new Set([allowed, second]);
    expect(await read(["--allow-origin", allowed, "--allow-origin", second])).toEqual(both);
    expect(await read(["--allow-origin", `${allowed}, ${second}`])).toEqual(both);
    expect(await read([], { KEYFERRY_ALLOW_ORIGIN: `${allowed},${second}` })).toEqual(both);
    for (const list of [`${allowed},${second}`, `[${allowed}, "${second}"]`]) {
      writeFileSync(file, `allow-origin: ${list}\n`);
      expect(await read(["--config", file])).toEqual(both);
    }
    expect(await read(["--allow-origin", second], { KEYFERRY_ALLOW_ORIGIN: allowed })).toEqual(
      new Set([second]),
    );
    expect(await read([])).toEqual(new Set());
  });

  it.each([
    ["https://app.example/", "write https://app.example"],
    ["https://App.example:443/path", "write https://app.example"],
    ["app.example", "such as https://app.example or http://localhost:5173"],
    ["*", "to let every page call would let every page use the keys"],
    ["null", "is not an origin"],
  ])("refuses %s at the start, and says what to write", async (origin, says) => {
    const data = join(folder, "data");
    const { exitCode, error } = await startInVain({
      data,
      flags: ["--allow-origin", `${allowed},${origin}`],
    });
    expect(exitCode).toBe(1);
    expect(error).toContain(`--allow-origin ${origin} is not an origin`);
    expect(error).toContain(says);
  });
});
