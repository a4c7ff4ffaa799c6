import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send, type RawAnswer } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";

const own = { KEYFERRY_ACCESS_KEY_ID: "own", KEYFERRY_ACCESS_KEY_SECRET: "a secret of 24 letters" };
const gateways = ["public", "vpc", "dedicated"] as const;

describe("the explorer", () => {
  it.each([
    ["on every address, unless asked, is not served", [], false],
    ["on every address, when asked, is served", ["--explorer"], true],
    [
      "on a loopback address, when told not to, is not served",
      ["--host", "127.0.0.1", "--explorer", "false"],
      false,
    ],
    ["on a loopback address is served", ["--host", "127.0.0.1"], true],
  ])("%s", async (_, flags, isServed) => {
    await using server = await startServer({ flags: ["--host", "0.0.0.0", ...flags], variables: own });
    for (const target of ["/explorer/", "/explorer/server.json"]) {
      const { status, body } = await send(server.ready.public, { target, headers: { host: "localhost" } });
      expect([target, status]).toEqual([target, isServed ? 200 : 404]);
      if (!isServed) expect(body).toContain("InvalidAction.NotFound");
      // Only the access key that everybody may know is named to anybody.
      expect(body).not.toContain(own.KEYFERRY_ACCESS_KEY_SECRET);
      expect(body).not.toContain("builtInAccessKey");
    }
  });
});

describe("the explorer of a server on a loopback address", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const ask = (
    target: string,
    {
      gateway = "public",
      ...more
    }: { gateway?: (typeof gateways)[number]; method?: string; headers?: object } = {},
  ): Promise<RawAnswer> =>
    send(server.ready[gateway], {
      ...more,
      target,
      headers: { host: new URL(server.ready[gateway]).host, ...more.headers },
      ...(gateway === "dedicated" && { ca: server.ca, servername: "localhost" }),
    });

  it.each(gateways)("is at the %s gateway, which names itself and the others", async (gateway) => {
    expect((await ask("/explorer/", { gateway })).body).toContain("<title>Keyferry Explorer</title>");
    const about = JSON.parse((await ask("/explorer/server.json", { gateway })).body) as object;
    const { public: inPublic, vpc, dedicated } = server.ready;
    expect(about).toEqual({
      ...{ gateway, gateways: { public: inPublic, vpc, dedicated }, version: expect.any(String) as string },
      ...{ region: "cn-hangzhou", account: "1000000000000000" },
      builtInAccessKey: { id: "keyferry", secret: "keyferry-loopback-only" },
    });
  });

  it("has rules for content under which no script stands in the page and nothing comes from elsewhere", async () => {
    const { body, headers } = await ask("/explorer/");
    const rules = String(headers["content-security-policy"]).split("; ");
    expect(rules).toContain("default-src 'none'");
    expect(rules.filter((rule) => /unsafe|https?:|\*/.test(rule))).toEqual([]);
    for (const name of ["base-uri", "form-action", "frame-ancestors"]) {
      expect(rules).toContain(`${name} 'none'`);
    }
    for (const [, attributes = "", text] of body.matchAll(/<script([^>]*)>([^<]*)/g)) {
      expect([attributes, text]).toEqual([expect.stringMatching(/src="\.\/files\/[^"]+"/), ""]);
    }
    for (const [, address = ""] of body.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\.\//);
  });

  it("is found without the last slash, and answers nothing outside itself", async () => {
    const { status, headers } = await ask("/explorer");
    expect([status, headers["location"], headers["cache-control"]]).toEqual([308, "/explorer/", "no-store"]);
    for (const name of [
      "none.js",
      "../package.json",
      "..%2f..%2fpackage.json",
      "%2e%2e/main.js",
      "files/",
      "__proto__",
    ]) {
      expect([name, (await ask(`/explorer/${name}`)).status]).toEqual([name, 404]);
    }
  });

  it("answers HEAD as GET, without the body", async () => {
    const whole = await ask("/explorer/");
    const head = await ask("/explorer/", { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, ""]);
    expect(head.headers["content-length"]).toBe(whole.headers["content-length"]);
  });

  it("opens for who follows a link, and not for pages of elsewhere, nor under a name that somebody else chose", async () => {
    const elsewhere = { "sec-fetch-site": "cross-site" };
    const followed = { ...elsewhere, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask("/explorer/", { headers: followed })).status).toBe(200);
    expect((await ask("/explorer/server.json", { headers: elsewhere })).status).toBe(403);
    expect((await ask("/explorer/server.json", { headers: { host: "evil.example" } })).status).not.toBe(200);
  });
});
