import { ok, once, quickly, repeatable, requestWith, transportCheck } from "./check.ts";
import { expectRejection, expectSame, expectThat } from "./expect.ts";

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
    expectSame("host", arrivals[0]?.headers.get("host"), transport.host);
  }),

  transportCheck("carries targets to the letter", [ok], {}, async ({ transport, arrivals }) => {
    for (const target of targets) await transport.send(() => requestWith({ target }), once);
    expectSame(
      "targets",
      arrivals.map((arrival) => arrival.target),
      targets,
    );
  }),

  transportCheck("carries headers to the letter", [ok], {}, async ({ transport, arrivals }) => {
    await transport.send(() => requestWith({ headers: headerValues }), once);
    for (const [name, value] of Object.entries(headerValues)) {
      expectSame(name, arrivals[0]?.headers.get(name), value);
    }
  }),

  transportCheck("carries bodies to the letter, in UTF-8", [ok], {}, async ({ transport, arrivals }) => {
    for (const body of bodies) await transport.send(() => requestWith({ body }), once);
    expectSame(
      "bodies",
      arrivals.map(({ body }) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)),
      bodies,
    );
    expectSame("methods", new Set(arrivals.map(({ method }) => method)).size, 1);
    expectSame("method", arrivals[0]?.method, "POST");
  }),

  transportCheck("sends no body with GET", [ok], {}, async ({ transport, arrivals }) => {
    await transport.send(() => requestWith({ method: "GET", body: "a=1" }), once);
    expectSame("method", arrivals[0]?.method, "GET");
    expectSame("length of the body", arrivals[0]?.body.byteLength, 0);
  }),

  transportCheck("carries big bodies", [ok], {}, async ({ transport, arrivals }) => {
    const body = "0123456789abcde密".repeat(60_000);
    await transport.send(() => requestWith({ body }), once);
    expectThat("the body to arrive whole", new TextDecoder().decode(arrivals[0]?.body) === body);
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
        const error = await expectRejection(transport.send(() => request, repeatable));
        expectThat(
          `a TypeError for ${JSON.stringify([request.target, request.headers])}`,
          error instanceof TypeError,
        );
      }
      expectSame("arrivals", arrivals.length, 0);
    },
  ),
];
