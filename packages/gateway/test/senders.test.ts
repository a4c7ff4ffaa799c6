import { isOrigin, type GatewayRequest } from "@keyferry/gateway";
import type { GatewayKind } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { acs, v1, withHeader } from "./requests.ts";
import { account, ask, createService, hosts, outcomeIn, refusalIn, region, type Service } from "./service.ts";

const allowed = "https://app.example";
const elsewhere = "https://evil.example";
const kinds = ["public", "vpc", "dedicated"] as const;

let service: Service;
beforeEach(async () => {
  service = await createService({ allowedOrigins: new Set([allowed, "chrome-extension://abcdefgh"]) });
});

type Marks = Readonly<Record<string, string>>;

function marked(request: GatewayRequest, marks: Marks): GatewayRequest {
  return Object.entries(marks).reduce((made, [name, value]) => withHeader(made, name, value), request);
}

/** What becomes of a rightly signed CreateKey with the marks of a browser, and how many keys there are then. */
async function outcomeOf(marks: Marks, method = "POST"): Promise<readonly [outcome: string, keys: number]> {
  const response = await ask(service, marked(v1("CreateKey", {}, { method }), marks));
  const home = service.store.scoped({ account, region });
  return [outcomeIn(response), (await home.keys.read.list({}, { offset: 0, limit: 1 })).total];
}

const own = `http://${hosts.public}`;
const foreign: readonly (readonly [string, Marks])[] = [
  ["a fetch", { origin: elsewhere, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }],
  ["a fetch without Sec-Fetch", { origin: elsewhere }],
  [
    "a page on another port of this machine",
    { origin: "http://localhost:3000", "sec-fetch-site": "same-site" },
  ],
  ["a page in a sandbox, or from a file", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["a page in a sandbox, without Sec-Fetch", { origin: "null" }],
  ["an image", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
  ["an image on a page of the same site", { "sec-fetch-site": "same-site", "sec-fetch-dest": "image" }],
  ["a link", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }],
  ["a word that is not known", { "sec-fetch-site": "anywhere" }],
  ["an empty word", { "sec-fetch-site": "" }],
  ["two words", { "sec-fetch-site": "cross-site,same-origin" }],
  ["an empty origin", { origin: "" }],
  ["two origins", { origin: `${allowed},${elsewhere}` }],
  ["the gateway's host over another scheme", { origin: `https://${hosts.public}` }],
  ["the gateway's host with another port", { origin: `${own}:1` }],
  ["what only begins like an origin that is allowed", { origin: `${allowed}.evil.example` }],
  ["an origin that is allowed, in capitals", { origin: "https://APP.example" }],
  ["an image on a page that is allowed", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" }],
];

describe("a request from a page of elsewhere", () => {
  it.each(foreign)("is refused before it is performed: %s", async (_, marks) => {
    for (const method of ["POST", "GET"]) {
      expect(await outcomeOf(marks, method)).toEqual(["Forbidden.CrossOrigin", 0]);
    }
    expect(service.answered.map(({ code }) => code)).toEqual(Array(2).fill("Forbidden.CrossOrigin"));
  });

  it.each(kinds)(
    "is refused on the %s gateway, in every scheme, whatever else is wrong with it",
    async (kind) => {
      const marks = { origin: elsewhere };
      const requests = [
        v1("DescribeRegions", {}, { host: hosts[kind] }),
        acs("ACS3-HMAC-SHA256", "DescribeRegions", {}, { host: hosts[kind], headers: marks }),
        acs("ACS4-HMAC-SHA256", "DescribeRegions", {}, { host: hosts[kind], headers: marks }),
        v1("DescribeRegions", {}, { host: "elsewhere.example" }),
        v1("DescribeRegions", { Signature: undefined }),
        v1("DescribeRegions", {}, { method: "OPTIONS" }),
        { ...v1("DescribeRegions"), target: "/elsewhere?%" },
      ];
      for (const request of requests) {
        const response = await service.gateways[kind].handle(marked(request, marks));
        expect([response.status, outcomeIn(response)]).toEqual([403, "Forbidden.CrossOrigin"]);
        expect(Object.keys(response.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
    },
  );

  it("is told what would allow it, where its origin can be allowed", async () => {
    const messageTo = async (marks: Marks) =>
      refusalIn(await ask(service, marked(v1("DescribeRegions"), marks))).message;
    expect(await messageTo({ origin: elsewhere })).toContain(`--allow-origin ${elsewhere}`);
    for (const marks of [{ origin: "null" }, { "sec-fetch-site": "cross-site" }, { origin: "a secret" }]) {
      expect(await messageTo(marks)).toContain("names no origin that could be allowed");
      expect(await messageTo(marks)).not.toContain("secret");
    }
  });

  it("does not learn whether a preflight of another would be answered", async () => {
    const marks = { origin: elsewhere, "access-control-request-method": "POST" };
    const response = await ask(service, marked(v1("A", {}, { method: "OPTIONS" }), marks));
    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("a request that no page of elsewhere has sent", () => {
  it.each<readonly [string, Marks]>([
    ["of a program", {}],
    ["of a page of the gateway's own", { origin: own, "sec-fetch-site": "same-origin" }],
    ["of a page of the gateway's own, without Sec-Fetch", { origin: own }],
    [
      "of a page of the gateway's own, behind a proxy",
      { origin: "https://kms.internal", "sec-fetch-site": "same-origin" },
    ],
    [
      "of a page of the gateway's own that names no origin",
      { origin: "null", "sec-fetch-site": "same-origin" },
    ],
    ["of somebody who typed it", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }],
    ["of Node's fetch", { "sec-fetch-mode": "cors", accept: "*/*" }],
  ])("passes: %s", async (_, marks) => {
    expect(await outcomeOf(marks)).toEqual(["OK", 1]);
    const response = await ask(service, marked(v1("DescribeRegions"), marks));
    expect(response.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("knows its own origin over TLS too", async () => {
    const over = { ...v1("DescribeRegions"), secure: true };
    expect(outcomeIn(await ask(service, marked(over, { origin: `https://${hosts.public}` })))).toBe("OK");
    expect(outcomeIn(await ask(service, marked(over, { origin: own })))).toBe("Forbidden.CrossOrigin");
  });
});

describe("a page of an origin that is allowed", () => {
  const readable = (origin: string) => ({
    "access-control-allow-origin": origin,
    "access-control-expose-headers":
      "x-acs-request-id, x-acs-retry-after, x-keyferry-explain, x-keyferry-receipt",
    vary: "origin",
  });

  it.each([allowed, "chrome-extension://abcdefgh"])(
    "may call, and read what is answered: %s",
    async (origin) => {
      const marks = { origin, "sec-fetch-site": "cross-site" };
      const answers = [
        await ask(service, marked(v1("DescribeRegions"), marks)),
        await ask(service, marked(v1("NoSuchAction"), marks)),
        await ask(service, marked(v1("DescribeRegions", { Signature: "wrong" }), marks)),
        service.gateways.public.refuse("RequestEntityTooLarge", {
          headers: new Map([["origin", origin]]),
          sourceAddress: "",
          secure: false,
        }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 413]);
      for (const { headers } of answers) expect(headers).toMatchObject(readable(origin));
    },
  );

  it.each<GatewayKind>(kinds)("is told on the %s gateway what it may send", async (kind) => {
    const request = { ...v1("A", {}, { method: "OPTIONS", host: hosts[kind] }), target: "/any" };
    const marks = { origin: allowed, "access-control-request-method": "POST" };
    const { status, headers, body } = await service.gateways[kind].handle(marked(request, marks));
    expect([status, body]).toEqual([204, ""]);
    expect(headers).toMatchObject({
      ...readable(allowed),
      "access-control-allow-methods": "GET, POST",
      "access-control-max-age": "600",
    });
    const sent = acs("ACS4-HMAC-SHA256", "ListKeys", {}, { place: "form" }).headers.keys();
    const named = headers["access-control-allow-headers"]?.split(", ") ?? [];
    for (const name of sent) if (name !== "host") expect(named).toContain(name);
    expect(named).toEqual(expect.arrayContaining(["x-acs-security-token", "x-acs-accesskey-id"]));
    expect(service.answered).toMatchObject([{ gateway: kind, status: 204, code: undefined }]);
  });

  it("has other methods refused as everybody has", async () => {
    const request = marked(v1("ListKeys", {}, { method: "OPTIONS" }), { origin: allowed });
    expect(outcomeIn(await ask(service, request))).toBe("UnsupportedHTTPMethod");
  });
});

describe("an origin", () => {
  it.each([
    "https://app.example",
    "http://localhost:5173",
    "http://127.0.0.1:8080",
    "http://[::1]:3000",
    "https://xn--bcher-kva.example",
    "chrome-extension://abcdefghijklmnop",
    "vscode-webview://0a1b2c",
  ])("may be %s", (text) => {
    expect(isOrigin(text)).toBe(true);
  });

  it.each([
    "",
    "*",
    "null",
    "app.example",
    "https://",
    "https://app.example/",
    "https://app.example/path",
    "https://app.example:443",
    "http://app.example:80",
    "HTTPS://app.example",
    "https://App.example",
    "https://bücher.example",
    "https://user@app.example",
    "https://*.example",
    "https://a.example,https://b.example",
    "https://app.example?",
    "https://app.example#a",
    "https://app.example:99999",
    "javascript:alert(1)",
    `https://${"a".repeat(300)}.example`,
  ])("may not be %j", (text) => {
    expect(isOrigin(text)).toBe(false);
  });
});
