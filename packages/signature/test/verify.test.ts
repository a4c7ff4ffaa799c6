import { contentSha256, readClaim, signV1, verifySignature } from "@keyferry/signature";
import type { SignableRequest, Verification } from "@keyferry/signature";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signatureAcs3 } from "../src/acs3.ts";
import { signatureAcs4 } from "../src/acs4.ts";
import { acsSchemes, acsHeaders, bytes, map, request, signingSecret, signAcs } from "./requests.ts";
import { signedAcs, signedV1, v1Parameters, withHeader, withQuery } from "./requests.ts";

const text = fc.string({ unit: "binary", maxLength: 12 });
const parameters = fc
  .array(fc.tuple(text, text), { maxLength: 8 })
  .map(
    (pairs) => new Map(pairs.filter(([name]) => !Object.hasOwn({ ...v1Parameters, Signature: "" }, name))),
  );
const secrets = fc.uint8Array({ maxLength: 80 });

function verify(received: SignableRequest, secret = signingSecret): Verification {
  return verifySignature(readClaim(received), received, secret);
}

const validClaim = { valid: true };

describe("a V1 request", () => {
  it("that was signed verifies, whatever its parameters and wherever they stand", () => {
    fc.assert(
      fc.property(parameters, parameters, secrets, (inQuery, inForm, secret) => {
        const form = new Map([...inForm].filter(([name]) => !inQuery.has(name)));
        const query = new Map([...inQuery, ...map(v1Parameters)]);
        const all = new Map([...form, ...query]);
        query.set("Signature", signV1({ method: "GET", parameters: all }, secret).signature);
        expect(verify(request({ method: "GET", query, form }), secret)).toEqual(validClaim);
      }),
    );
  });

  it("does not verify once anything signed was changed", () => {
    fc.assert(
      fc.property(parameters, text, text, (extra, name, value) => {
        const all = { ...Object.fromEntries(extra), ...v1Parameters };
        fc.pre(!(name in all) && name !== "Signature");
        const signed = signedV1(all);
        expect(verify({ ...signed, method: "GET" }).valid).toBe(false);
        expect(verify(withQuery(signed, name, value)).valid).toBe(false);
        expect(verify(request({ ...signed, form: new Map([[name, value]]) })).valid).toBe(false);
        expect(verify(withQuery(signed, "Action")).valid).toBe(false);
        for (const [known, old] of extra) {
          expect(verify(withQuery(signed, known)).valid).toBe(false);
          expect(verify(withQuery(signed, known, old + "x")).valid).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("signs empty values", () => {
    const signed = signedV1({ ...v1Parameters, SignatureType: "" });
    expect(verify(signed)).toEqual(validClaim);
    expect(verify(withQuery(signed, "SignatureType")).valid).toBe(false);
  });

  it("that fails is answered with the server's string to sign", () => {
    const tampered = withQuery(signedV1(), "Action", "Decrypt");
    const { stringToSign } = signV1({ method: "POST", parameters: tampered.query }, signingSecret);
    expect(verify(tampered)).toEqual({ valid: false, stringToSign });
    expect(stringToSign).toContain("Action%3DDecrypt");
    expect(stringToSign).not.toContain("Signature%3D");
  });

  it("does not verify under another secret", () => {
    expect(verify(signedV1(), bytes("testsecreu")).valid).toBe(false);
    expect(verify(signedV1(), bytes("testsecret&")).valid).toBe(false);
  });

  it.each([
    ["a character less", (s: string) => s.slice(0, -1)],
    ["a character more", (s: string) => s + "="],
    ["another first character", (s: string) => (s.startsWith("A") ? "B" : "A") + s.slice(1)],
    ["another last character", (s: string) => s.slice(0, -1) + "A"],
    ["characters that differ above their low byte", (s: string) => s.slice(0, -1) + "\u013D"],
  ])("does not verify with %s in its signature", (_, change) => {
    const signed = signedV1();
    const changed = change(signed.query.get("Signature") ?? "");
    expect(verify(withQuery(signed, "Signature", changed)).valid).toBe(false);
  });

  it("leaves the caller's secret as it was", () => {
    const secret = bytes("testsecret");
    verify(signedV1(), secret);
    expect(secret).toEqual(signingSecret);
  });
});

describe.each(acsSchemes)("an %s request", (scheme) => {
  it("that was signed verifies, whatever its parameters, body and headers", () => {
    fc.assert(
      fc.property(parameters, fc.uint8Array(), text, secrets, (query, body, token, secret) => {
        const headers = acsHeaders(body).set("x-acs-security-token", token).set("content-type", "text/plain");
        const unsigned = request({ query, body, headers });
        const { authorization } = signAcs(scheme, unsigned, secret);
        expect(verify(withHeader(unsigned, "authorization", authorization), secret)).toEqual(validClaim);
      }),
    );
  });

  it("does not verify once anything signed was changed", () => {
    fc.assert(
      fc.property(parameters, text, text, fc.uint8Array({ minLength: 1 }), (query, name, value, body) => {
        fc.pre(!query.has(name));
        const headers = acsHeaders(body)
          .set("x-acs-security-token", "token")
          .set("content-type", "text/plain");
        const signed = signedAcs(scheme, { query, body, headers });
        expect(verify(signed)).toEqual(validClaim);
        expect(verify({ ...signed, method: "GET" }).valid).toBe(false);
        expect(verify({ ...signed, path: "/x" }).valid).toBe(false);
        expect(verify({ ...signed, body: body.slice(1) }).valid).toBe(false);
        expect(verify(withQuery(signed, name, value)).valid).toBe(false);
        for (const [known, old] of query) {
          expect(verify(withQuery(signed, known)).valid).toBe(false);
          expect(verify(withQuery(signed, known, old + "x")).valid).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["host", "kms.cn-beijing.aliyuncs.com"],
    ["content-type", "text/html"],
    ["x-acs-action", "Decrypt"],
    ["x-acs-version", "2016-01-21"],
    ["x-acs-date", "2026-01-02T03:04:06Z"],
    ["x-acs-signature-nonce", "1"],
    ["x-acs-content-sha256", contentSha256(bytes("other"))],
    ["x-acs-security-token", "other"],
  ])("does not verify with another %s", (name, value) => {
    const body = bytes("body");
    const headers = acsHeaders(body).set("content-type", "text/plain").set("x-acs-security-token", "token");
    const signed = signedAcs(scheme, { body, headers });
    expect(verify(signed)).toEqual(validClaim);
    expect(verify(withHeader(signed, name, value)).valid).toBe(false);
  });

  it("does not verify when its body is not the one of x-acs-content-sha256, even if its signature is right", () => {
    const signed = { ...signedAcs(scheme), body: bytes("other") };
    const failed = verify(signed);
    if (failed.valid) expect.unreachable();
    const scope = { date: "20260102", region: "cn-hangzhou", product: "Kms" };
    const signature =
      scheme === "ACS3-HMAC-SHA256"
        ? signatureAcs3(failed.stringToSign, signingSecret)
        : signatureAcs4(failed.stringToSign, signingSecret, scope);
    const authorization = signed.headers.get("authorization") ?? "";
    const right = withHeader(signed, "authorization", authorization.replace(/[0-9a-f]{64}$/, signature));
    expect(verify(right)).toEqual(failed);
  });

  it("that fails is answered with the server's string to sign and canonical request", () => {
    const tampered = withHeader(signedAcs(scheme), "x-acs-action", "Decrypt");
    const { stringToSign, canonicalRequest } = signAcs(scheme, tampered);
    expect(verify(tampered)).toEqual({ valid: false, stringToSign, canonicalRequest });
    expect(canonicalRequest).toContain("\nx-acs-action:Decrypt\n");
  });

  it("does not verify under another secret", () => {
    expect(verify(signedAcs(scheme), bytes("testsecreu")).valid).toBe(false);
  });

  it("does not verify with its signature in upper case or cut short", () => {
    const signed = signedAcs(scheme);
    const authorization = signed.headers.get("authorization") ?? "";
    const upper = authorization.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase());
    expect(verify(withHeader(signed, "authorization", upper)).valid).toBe(false);
    expect(verify(withHeader(signed, "authorization", authorization.slice(0, -1))).valid).toBe(false);
  });

  it("takes blanks around a header's value for no part of it", () => {
    const signed = signedAcs(scheme);
    expect(verify(withHeader(signed, "host", " kms.cn-hangzhou.aliyuncs.com\t"))).toEqual(validClaim);
  });
});

describe("an ACS4 request", () => {
  it.each([
    ["region", "/cn-hangzhou/", "/cn-beijing/"],
    ["product", "/Kms/", "/kms/"],
  ])("does not verify with another %s", (_, from, to) => {
    const signed = signedAcs("ACS4-HMAC-SHA256");
    const authorization = signed.headers.get("authorization") ?? "";
    expect(verify(withHeader(signed, "authorization", authorization.replace(from, to))).valid).toBe(false);
  });
});
