import { contentSha256, readClaim, signAcs3, signAcs4, signV1, verifySignature } from "@keyferry/signature";
import {
  readCanonicalRequest,
  readStringToSign,
  signatureSteps,
  type CallToSign,
  type MarkedText,
  type SignatureSteps,
} from "@keyferry/signature/steps";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, map, signingSecret } from "./requests.ts";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("&", "=%26", "a\nb", "(*)'!"),
);
// The parameters that the request brings itself, and none that would stand in their place.
const parameterName = text.filter((name) => name !== "" && !/^(Signature|Format|Action|Version)/.test(name));
const token = fc.base64String({ minLength: 4, maxLength: 40 });

const calls = fc
  .record({
    scheme: fc.constantFrom("V1" as const, "ACS3-HMAC-SHA256" as const, "ACS4-HMAC-SHA256" as const),
    method: fc.constantFrom("GET" as const, "POST" as const),
    parameters: fc.array(fc.tuple(parameterName, text), { maxLength: 6 }).map((pairs) => new Map(pairs)),
    format: fc.constantFrom("JSON" as const, "XML" as const),
    securityToken: fc.option(token, { nil: undefined }),
    time: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  })
  .map(({ securityToken, ...parts }): CallToSign =>
    call({ ...parts, ...(securityToken && { securityToken }) }),
  );

function call(parts: Partial<CallToSign> = {}): CallToSign {
  return {
    scheme: "V1",
    method: "POST",
    host: "127.0.0.1:7788",
    action: "DescribeKey",
    version: "2016-01-20",
    parameters: map({ KeyId: "alias/a b" }),
    format: "JSON",
    accessKeyId: "testid",
    accessKeySecret: signingSecret,
    time: Date.UTC(2026, 0, 2, 3, 4, 5),
    nonce: "9e030f6b-03a2-40f0-a6ba-157d44532fd0",
    scope: { region: "cn-shanghai", product: "kms" },
    ...parts,
  };
}

/** The request as a server reads it, by nothing of ours. */
function received({ request: { method, target, headers, body } }: SignatureSteps) {
  const query = new Map(new URLSearchParams(target.split("?")[1] ?? ""));
  const form = new Map(new URLSearchParams(body));
  return {
    method,
    path: "/",
    query,
    parameters: new Map([...query, ...form]),
    headers: map(headers),
    body: bytes(body),
  };
}

/** The runs of a text that its marks say to be names, or values, of parameters or headers. */
function shown({ text: whole, marks }: MarkedText, of: "parameter" | "header", shows: "name" | "value") {
  return marks
    .filter((mark) => mark.of === of && mark.shows === shows)
    .map(({ name, from, to }): [string, string] => [name, whole.slice(from, to)]);
}

describe("steps of a signature", () => {
  it("end in a request that the verifier accepts", () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const request = received(signatureSteps(asked));
        expect(verifySignature(readClaim(request), request, signingSecret)).toEqual({ valid: true });
      }),
    );
  });

  it("are those of the signers", () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const steps = signatureSteps(asked);
        const request = received(steps);
        const [first, second, third] = steps.steps;
        const credential = { accessKeyId: "testid", accessKeySecret: signingSecret };
        if (asked.scheme === "V1") {
          expect(signV1(request, signingSecret)).toEqual({
            signature: third.text,
            stringToSign: second.text,
          });
          return;
        }
        const scoped = { ...credential, region: "cn-shanghai", product: "kms" };
        const unsigned = { ...request, headers: new Map(request.headers) };
        unsigned.headers.delete("authorization");
        const signed =
          asked.scheme === "ACS3-HMAC-SHA256" ? signAcs3(unsigned, credential) : signAcs4(unsigned, scoped);
        expect(signed.canonicalRequest).toBe(first.text);
        expect(signed.stringToSign).toBe(second.text);
        expect(signed.authorization).toBe(request.headers.get("authorization"));
        expect(signed.authorization.endsWith(`,Signature=${third.text}`)).toBe(true);
      }),
    );
  });

  it("mark each parameter where it stands, and nothing else", () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const steps = signatureSteps(asked);
        const [first, second, , last] = steps.steps;
        const sent = [...received(steps).parameters];
        const inLast = shown(last, "parameter", "value");
        expect(inLast.map(([name, value]) => [name, decodeURIComponent(value)])).toEqual(sent);
        expect(shown(last, "parameter", "name").map(([, name]) => decodeURIComponent(name))).toEqual(
          sent.map(([name]) => name),
        );
        const signedHere = asked.scheme === "V1" || asked.method === "GET";
        const signed = new Map(sent.filter(([name]) => signedHere && name !== "Signature"));
        const inFirst = shown(first, "parameter", "value").map(([name, value]) => [
          name,
          decodeURIComponent(value),
        ]);
        // ACS4 writes an empty value by nothing at all.
        const bare =
          asked.scheme === "ACS4-HMAC-SHA256" ? [...signed].filter(([, value]) => value === "") : [];
        expect(new Map([...(inFirst as [string, string][]), ...bare])).toEqual(signed);
        if (asked.scheme === "V1") {
          const inSecond = shown(second, "parameter", "value");
          expect(
            inSecond.map(([name, value]) => [name, decodeURIComponent(decodeURIComponent(value))]),
          ).toEqual(inFirst);
        }
      }),
    );
  });

  it("mark each header where it stands", () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const steps = signatureSteps(asked);
        const [first, , , last] = steps.steps;
        const { authorization, accept, ...signed } = steps.request.headers;
        const sent = { ...signed, ...(accept !== undefined && { accept }) };
        expect(Object.fromEntries(shown(last, "header", "value"))).toEqual(sent);
        if (asked.scheme === "V1") {
          expect(authorization).toBeUndefined();
          return;
        }
        expect(Object.fromEntries(shown(first, "header", "value"))).toEqual(signed);
      }),
    );
  });

  it("have marks in order, side by side, within the text", () => {
    fc.assert(
      fc.property(calls, (asked) => {
        for (const { text: whole, marks, input } of signatureSteps(asked).steps) {
          let end = 0;
          for (const { from, to } of marks) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThanOrEqual(from);
            end = to;
          }
          expect(end).toBeLessThanOrEqual(whole.length);
          if (input) expect(input.to).toBeLessThanOrEqual(whole.length);
        }
      }),
    );
  });

  it("show where the outcome of the step before stands", () => {
    const [query, toSign, mac, request] = signatureSteps(call({ method: "GET" })).steps;
    const inputOf = ({ text: whole, input = { from: 0, to: 0 } }: typeof query) =>
      whole.slice(input.from, input.to);
    expect(query.input).toBeUndefined();
    expect(decodeURIComponent(inputOf(toSign))).toBe(query.text);
    expect(decodeURIComponent(inputOf(request))).toBe(mac.text);
    for (const scheme of ["ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const) {
      const [canonical, hashed, signature, sent] = signatureSteps(call({ scheme })).steps;
      expect(inputOf(hashed)).toBe(contentSha256(bytes(canonical.text)));
      expect(inputOf(sent)).toBe(signature.text);
    }
  });

  it("name the parts of the key, and never the secret", () => {
    const keys = (["V1", "ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const).map((scheme) => {
      const steps = signatureSteps(call({ scheme }));
      expect(JSON.stringify(steps)).not.toContain(new TextDecoder().decode(signingSecret));
      return steps.key;
    });
    expect(keys).toEqual([
      { hash: "HMAC-SHA1", prefix: "", suffix: "&", links: [] },
      { hash: "HMAC-SHA256", prefix: "", suffix: "", links: [] },
      {
        hash: "HMAC-SHA256",
        prefix: "aliyun_v4",
        suffix: "",
        links: ["20260102", "cn-shanghai", "kms", "aliyun_v4_request"],
      },
    ]);
  });

  it("refuse text with an unpaired surrogate in every scheme", () => {
    for (const scheme of ["V1", "ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const) {
      expect(() => signatureSteps(call({ scheme, parameters: map({ a: "\uD800" }) }))).toThrow(TypeError);
    }
  });
});

describe("reading a text that somebody else made", () => {
  it("changes no letter of it, whatever it is", () => {
    const pieces = fc.constantFrom(
      "GET",
      "&%2F&",
      "%26",
      "%3D",
      "%",
      "%zz",
      "\n",
      ":",
      "ACS3-HMAC-SHA256",
      "a",
      "",
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const whole = parts.join("");
        expect(readStringToSign(whole).text).toBe(whole);
        expect(readCanonicalRequest(whole).text).toBe(whole);
      }),
    );
  });

  it("marks nothing in a text of another form", () => {
    expect(readStringToSign("hello").marks).toEqual([]);
    expect(readCanonicalRequest("GET\n/\na=b").marks).toEqual([]);
  });
});
