import { canonicalRequest, signAcs3, signAcs4, signV1 } from "@keyferry/signature";
import { describe, expect, it } from "vitest";
import { acsSchemes, acsHeaders, bytes, map, request, signingSecret, signAcs } from "./requests.ts";

describe("signV1", () => {
  it("sorts names by their bytes, not by UTF-16 units", () => {
    const parameters = map({ "😀": "4", "\uFF5E": "3", b: "2", B: "1" });
    expect(signV1({ method: "GET", parameters }, signingSecret).stringToSign).toBe(
      "GET&%2F&B%3D1%26b%3D2%26%25EF%25BD%259E%3D3%26%25F0%259F%2598%2580%3D4",
    );
  });

  it("sorts a name before those that it begins", () => {
    const parameters = map({ "Tag.10.Key": "c", "Tag.1.Key": "b", Tag: "a" });
    expect(signV1({ method: "GET", parameters }, signingSecret).stringToSign).toBe(
      "GET&%2F&Tag%3Da%26Tag.1.Key%3Db%26Tag.10.Key%3Dc",
    );
  });

  it("signs a request without parameters", () => {
    expect(signV1({ method: "GET", parameters: new Map() }, signingSecret).stringToSign).toBe("GET&%2F&");
  });

  it("refuses an unpaired surrogate", () => {
    expect(() => signV1({ method: "GET", parameters: map({ a: "\uD800" }) }, signingSecret)).toThrow(
      TypeError,
    );
    expect(() => signV1({ method: "GET", parameters: map({ "\uDC00": "" }) }, signingSecret)).toThrow(
      TypeError,
    );
  });
});

describe.each(acsSchemes)("signing by %s", (scheme) => {
  it.each(["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-content-sha256"])(
    "refuses a request without %s",
    (name) => {
      const headers = acsHeaders();
      headers.set(name, "");
      expect(() => signAcs(scheme, request({ headers }))).toThrow(TypeError);
      headers.delete(name);
      expect(() => signAcs(scheme, request({ headers }))).toThrow(
        `the request has no header ${name} to sign`,
      );
    },
  );

  it("refuses a hash that is not the body's", () => {
    expect(() => signAcs(scheme, request({ headers: acsHeaders(), body: bytes("x") }))).toThrow(
      "x-acs-content-sha256 is not the SHA-256 of the body",
    );
  });

  it("refuses an unpaired surrogate in the query and in a header", () => {
    const query = map({ a: "\uD800" });
    expect(() => signAcs(scheme, request({ headers: acsHeaders(), query }))).toThrow(TypeError);
    const headers = acsHeaders().set("x-acs-security-token", "\uDC00");
    expect(() => signAcs(scheme, request({ headers }))).toThrow("unpaired surrogate");
  });

  it("leaves other headers unsigned, Authorization too", () => {
    const headers = acsHeaders().set("authorization", "old").set("user-agent", "test");
    expect(signAcs(scheme, request({ headers }))).toEqual(
      signAcs(scheme, request({ headers: acsHeaders() })),
    );
  });
});

describe("a credential", () => {
  const unsigned = request({ headers: acsHeaders() });
  const good = { accessKeyId: "id", accessKeySecret: signingSecret, region: "cn-hangzhou", product: "Kms" };

  it.each(["", "a,b", "a/b", "a b", "a\n", "\uD800"])("with %j in it is refused", (part) => {
    expect(() => signAcs3(unsigned, { ...good, accessKeyId: part })).toThrow(TypeError);
    expect(() => signAcs4(unsigned, { ...good, accessKeyId: part })).toThrow(TypeError);
    expect(() => signAcs4(unsigned, { ...good, region: part })).toThrow(TypeError);
    expect(() => signAcs4(unsigned, { ...good, product: part })).toThrow(TypeError);
  });

  it("of ACS4 needs a day to be made for", () => {
    const headers = acsHeaders().set("x-acs-date", "tomorrow");
    expect(() => signAcs4(request({ headers }), good)).toThrow("x-acs-date is not a timestamp");
  });
});

describe("canonicalRequest", () => {
  const parts = {
    method: "GET",
    path: "/a%2Fb",
    query: map({ b: "", a: "1 2", "c d": "*" }),
    headers: map({ host: "h", "x-acs-b": "  padded\t", "x-acs-a": "" }),
    signedHeaders: ["x-acs-b", "host", "x-acs-a"],
    payloadHash: "00",
  };

  it("writes an empty query value with = in ACS3 and without in ACS4", () => {
    const written = (scheme: (typeof acsSchemes)[number]) =>
      canonicalRequest({ scheme, ...parts }).split("\n")[2];
    expect(written("ACS3-HMAC-SHA256")).toBe("a=1%202&b=&c%20d=%2A");
    expect(written("ACS4-HMAC-SHA256")).toBe("a=1%202&b&c%20d=%2A");
  });

  it("tells a parameter with neither name nor value from none", () => {
    const query = map({ "": "" });
    expect(canonicalRequest({ scheme: "ACS4-HMAC-SHA256", ...parts, query }).split("\n")[2]).toBe("=");
  });

  it("keeps the path and the order of the signed headers, and trims values", () => {
    expect(canonicalRequest({ scheme: "ACS4-HMAC-SHA256", ...parts })).toBe(
      "GET\n/a%2Fb\na=1%202&b&c%20d=%2A\nx-acs-b:padded\nhost:h\nx-acs-a:\n\nx-acs-b;host;x-acs-a\n00",
    );
  });

  it("refuses to sign a header that is not there", () => {
    expect(() =>
      canonicalRequest({ scheme: "ACS3-HMAC-SHA256", ...parts, signedHeaders: ["x-acs-c"] }),
    ).toThrow("the request has no header x-acs-c to sign");
  });
});
