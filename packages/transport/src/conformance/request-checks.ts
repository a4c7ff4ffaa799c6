import { expectSame, expectTrue, failureOf } from "@keyferry/conformance";
import { ok, once, quickly, repeatable, requestWith, transportCheck } from "./check.ts";

const targets = [
  "/",
  "/?Action=Anything&x=%2F%2A",
  "/?b=1&a=&a=2&c",
  "/?plus=+&tilde=~&parts=!()*;:@,$-._",
  "/?%E5%AF%86=%e5%af%86",
  "/path/to?x=/?y",
];

const bodies = ["a=1&b=%20", "", "é=密&😀", "line\r\nline\n\u0000\t \u007f", '{"a":[1]}'];

const headerValues = {
  accept: "application/json",
  authorization:
    "ACS3-HMAC-SHA256 Credential=LTAI-x,SignedHeaders=host;x-acs-date,Signature=0123456789abcdef",
  "content-type": "application/json; charset=utf-8",
  "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "x-acs-security-token": "CAIS".repeat(500),
  "x-quotes": "\"quoted\", 'quoted' \\ two  spaces",
};

export const requestChecks = [
  transportCheck("names the host that it says it will", [ok], {}, async ({ transport, arrivals }) => {
    await transport.send(() => requestWith(), once);
    expectSame(arrivals[0]?.headers.get("host"), transport.host, "host");
  }),

  transportCheck("carries targets to the letter", [ok], {}, async ({ transport, arrivals }) => {
    for (const target of targets) await transport.send(() => requestWith({ target }), once);
    expectSame(
      arrivals.map((arrival) => arrival.target),
      targets,
      "targets",
    );
  }),

  transportCheck("carries headers to the letter", [ok], {}, async ({ transport, arrivals }) => {
    await transport.send(() => requestWith({ headers: headerValues }), once);
    for (const [name, value] of Object.entries(headerValues)) {
      expectSame(arrivals[0]?.headers.get(name), value, name);
    }
  }),

  transportCheck("carries bodies to the letter, in UTF-8", [ok], {}, async ({ transport, arrivals }) => {
    for (const body of bodies) await transport.send(() => requestWith({ body }), once);
    expectSame(
      arrivals.map(({ body }) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)),
      bodies,
      "bodies",
    );
    expectSame(new Set(arrivals.map(({ method }) => method)).size, 1, "methods");
    expectSame(arrivals[0]?.method, "POST", "method");
  }),

  transportCheck("sends no body with GET", [ok], {}, async ({ transport, arrivals }) => {
    await transport.send(() => requestWith({ method: "GET", body: "a=1" }), once);
    expectSame(arrivals[0]?.method, "GET", "method");
    expectSame(arrivals[0]?.body.byteLength, 0, "length of the body");
  }),

  transportCheck("carries big bodies", [ok], {}, async ({ transport, arrivals }) => {
    const body = "0123456789abcde密".repeat(60_000);
    await transport.send(() => requestWith({ body }), once);
    expectTrue(new TextDecoder().decode(arrivals[0]?.body) === body, "the body to arrive whole");
  }),

  transportCheck(
    "refuses a request that would not arrive to the letter, and sends nothing",
    [ok],
    quickly,
    async ({ transport, arrivals }) => {
      const wrong = [
        ...["", "x", "//elsewhere.example/", "https://elsewhere.example/", "/a/../b", "/a b", "/#a", "/é"],
        ...["/\r\nx: y", "/?a='"],
      ].map((target) => requestWith({ target }));
      const wrongHeaders = [
        ...[{ host: "elsewhere.example" }, { "content-length": "1" }, { "transfer-encoding": "chunked" }],
        ...[{ "x-a": "1\r\nx-b: 2" }, { "x-a": "token\n" }, { "x-a": " 1" }, { "x-a": "密" }, { "X-A": "1" }],
        ...[{ "": "1" }, { "x a": "1" }, { "x-a": "1\u0000" }],
      ].map((headers) => requestWith({ headers: headers as unknown as Record<string, string> }));
      for (const request of [...wrong, ...wrongHeaders]) {
        const error = await failureOf("the call", () => transport.send(() => request, repeatable));
        expectTrue(
          error instanceof TypeError,
          `a TypeError for ${JSON.stringify([request.target, request.headers])}`,
        );
      }
      expectSame(arrivals.length, 0, "arrivals");
    },
  ),
];
