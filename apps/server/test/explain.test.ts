import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Explanation } from "@keyferry/explain";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pageOrigin } from "../src/observe/page-origin.ts";
import { failureOf, officialClient } from "./official-client.ts";
import { send, sendBytes } from "./raw-http.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

type Kind = "public" | "vpc" | "dedicated";
interface Entry extends Explanation {
  readonly text: string;
}

/** Sends what is refused, and answers where that is explained. */
async function refusedBy(
  server: RunningServer,
  kind: Kind = "public",
  headers = {},
): Promise<string | undefined> {
  const target = `/?${signedQuery({ Action: "DescribeKey", KeyId: "alias/none", Format: "JSON" })}`;
  const answer = await send(server.ready[kind], { target, headers, ca: server.ca });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  const url = answer.headers["x-keyferry-explain"];
  return typeof url === "string" ? url : undefined;
}

function pageAt(server: RunningServer, url = "", headers = {}) {
  const { origin, pathname, search } = new URL(url);
  return send(origin, { target: pathname + search, headers, ca: server.ca });
}

function fileOf({ data }: RunningServer): string {
  return join(data, "explain.json");
}

function entriesOf(server: RunningServer): readonly Entry[] {
  if (!existsSync(fileOf(server))) return [];
  return (JSON.parse(readFileSync(fileOf(server), "utf8")) as { readonly explanations: readonly Entry[] })
    .explanations;
}

describe("a server on a loopback address", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each<Kind>(["public", "vpc", "dedicated"])("explains what its %s gateway refuses", async (kind) => {
    const url = await refusedBy(server, kind);
    expect(url).toMatch(/\/explain\/[0-9a-f]{32}$/);
    expect(new URL(url ?? "").origin).toBe(server.ready[kind]);
    const { status, headers, body } = await pageAt(server, url);
    expect([status, headers["content-type"]]).toEqual([200, "text/plain;charset=utf-8"]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(body).toContain(
      kind === "dedicated" ? "UnsupportedOperation (400)" : "Forbidden.AliasNotFound (404)",
    );
    const json = await pageAt(server, url, { accept: "application/json" });
    expect((JSON.parse(json.body) as Explanation).gateway).toBe(kind);
    expect(
      (await send(server.ready[kind], { method: "HEAD", target: new URL(url ?? "").pathname, ca: server.ca }))
        .body,
    ).toBe("");
  });

  it("explains what its HTTP parser refuses", async () => {
    const answer = await sendBytes(server.ready.public, "nonsense\r\n\r\n");
    const [, url] = /^x-keyferry-explain: (.*)\r$/m.exec(answer) ?? [];
    expect((await pageAt(server, url)).body).toContain("ParseRequestParameterException (400)");
  });

  it("explains nothing to a Host that is not its own, as a page in a browser could send it", async () => {
    const url = await refusedBy(server);
    for (const host of ["rebound.example", "rebound.example:7788", "kms.evil.aliyuncs.com"]) {
      const { status, body } = await pageAt(server, url, { host });
      expect(status).toBe(404);
      expect(body).not.toContain("Forbidden");
    }
    expect((await pageAt(server, url, { host: "localhost" })).status).toBe(200);
  });

  it("explains a wrong secret to an unmodified official client", async () => {
    const credentials = { accessKeyId: "keyferry", accessKeySecret: "not-this-one" };
    const Plaintext = Buffer.from("attack at dawn").toString("base64");
    const call = officialClient(server.ready.public, credentials);
    const failure = await failureOf(call("Encrypt", { KeyId: "alias/a", Plaintext }));
    expect(failure.code).toContain("SignatureDoesNotMatch");
    await vi.waitFor(
      () => {
        expect(entriesOf(server).at(-1)?.code).toBe("SignatureDoesNotMatch");
      },
      { timeout: 10_000 },
    );
    const entry = entriesOf(server).at(-1);
    expect(entry?.signature?.cause).toBe("unknown");
    expect(entry?.text).toContain("The secret is probably wrong");
    for (const secret of [Plaintext, "keyferry-loopback-only", "not-this-one"]) {
      expect(readFileSync(fileOf(server), "utf8")).not.toContain(secret);
    }
  });

  it("keeps the last explanations in a file for its owner alone", async () => {
    const url = await refusedBy(server);
    const id = url?.slice(-32);
    await vi.waitFor(
      () => {
        expect(entriesOf(server).at(-1)?.id).toBe(id);
      },
      { timeout: 10_000 },
    );
    expect(statSync(fileOf(server)).mode & 0o777).toBe(0o600);
    expect(entriesOf(server).at(-1)?.text).toBe((await pageAt(server, url)).body);
  });

  it("keeps a hundred at the most", async () => {
    for (let i = 0; i < 110; i++) await refusedBy(server);
    const last = (await refusedBy(server))?.slice(-32);
    await vi.waitFor(
      () => {
        expect(entriesOf(server).at(-1)?.id).toBe(last);
      },
      { timeout: 10_000 },
    );
    expect(entriesOf(server)).toHaveLength(100);
  });
});

describe("explaining", () => {
  it.each([
    ["on every address, unless asked", [], false],
    ["on every address, when asked", ["--explain"], true],
    ["on a loopback address, when told not to", ["--host", "127.0.0.1", "--explain", "false"], false],
    ["on a loopback address", ["--host", "127.0.0.1"], true],
  ])("%s", async (_, flags, explains) => {
    await using server = await startServer({
      flags: ["--host", "0.0.0.0", ...flags],
      variables: { KEYFERRY_ACCESS_KEY_ID: "own", KEYFERRY_ACCESS_KEY_SECRET: "a secret of 24 letters" },
    });
    const url = await refusedBy(server, "public", { host: "kms.example:1234" });
    expect(url !== undefined).toBe(explains);
    if (!explains) {
      const target = `/explain/${"0".repeat(32)}`;
      const answer = await send(server.ready.public, { target, headers: { host: "localhost" } });
      expect(answer.body).toContain("InvalidAction.NotFound");
      expect(existsSync(fileOf(server))).toBe(false);
    }
  });

  it("is an option of the environment too", async () => {
    await using server = await startServer({ variables: { KEYFERRY_EXPLAIN: "false" } });
    expect(await refusedBy(server)).toBeUndefined();
  });

  it("on every address names the page by the name that the caller used", async () => {
    await using server = await startServer({
      flags: ["--host", "0.0.0.0", "--explain"],
      variables: { KEYFERRY_ACCESS_KEY_ID: "own", KEYFERRY_ACCESS_KEY_SECRET: "a secret of 24 letters" },
    });
    const port = new URL(server.ready.public).port;
    const url = await refusedBy(server, "public", { host: `localhost:${port}` });
    expect(url).toMatch(`http://localhost:${port}/explain/`);
    expect((await pageAt(server, url)).status).toBe(200);
  });

  it("begins with an empty file, and follows no link in writing it", async () => {
    const data = newFolder();
    const elsewhere = join(newFolder(), "elsewhere");
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "explain.json"), "of an earlier server");
    writeFileSync(elsewhere, "untouched");
    symlinkSync(elsewhere, join(data, "explain.json.new"));
    await using server = await startServer({ data });
    expect(existsSync(fileOf(server))).toBe(false);
    await refusedBy(server);
    await server.stop();
    expect(entriesOf(server)).toHaveLength(1);
    expect(readFileSync(elsewhere, "utf8")).toBe("untouched");
  });
});

describe("the origin of a page", () => {
  it.each([
    ["http://127.0.0.1:7788", "evil.example", "http://127.0.0.1:7788"],
    ["https://[::1]:7790", "localhost", "https://[::1]:7790"],
    ["http://0.0.0.0:7788", "kms.internal:80", "http://kms.internal:80"],
    ["https://[::]:7790", "[fd00::1]:7790", "https://[fd00::1]:7790"],
    ["http://0.0.0.0:7788", "kms.cn-hangzhou.aliyuncs.com", "http://0.0.0.0:7788"],
    ["http://0.0.0.0:7788", "kms.cn-hangzhou.aliyuncs.com:7788", "http://0.0.0.0:7788"],
    ["http://0.0.0.0:7788", "", "http://0.0.0.0:7788"],
    ["http://0.0.0.0:7788", "a b", "http://0.0.0.0:7788"],
    ["http://0.0.0.0:7788", "user@evil.example", "http://0.0.0.0:7788"],
    ["http://0.0.0.0:7788", "evil.example/path", "http://0.0.0.0:7788"],
  ])("%s, called as %j, is %s", (origin, host, expected) => {
    expect(pageOrigin(origin, host)).toBe(expected);
  });
});
