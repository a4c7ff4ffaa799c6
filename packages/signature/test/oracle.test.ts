import { createHash, createHmac } from "node:crypto";
import { signAcs3, signAcs4, signV1 } from "@keyferry/signature";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acsHeaders, request } from "./requests.ts";

// The three schemes once more, step by step as documented, on node:crypto, Buffer and encodeURIComponent.

const encode = (text: string) =>
  encodeURIComponent(text)
    .replaceAll("!", "%21")
    .replaceAll("'", "%27")
    .replaceAll("(", "%28")
    .replaceAll(")", "%29")
    .replaceAll("*", "%2A");

const sorted = (parameters: ReadonlyMap<string, string>) =>
  [...parameters].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");

function oracleV1(method: string, parameters: ReadonlyMap<string, string>, secret: Uint8Array) {
  const canonical = sorted(parameters)
    .filter(([name]) => name !== "Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const stringToSign = [method, encode("/"), encode(canonical)].join("&");
  const key = Buffer.concat([secret, Buffer.from("&")]);
  return { stringToSign, signature: createHmac("sha1", key).update(stringToSign).digest("base64") };
}

function oracleAcs(
  query: ReadonlyMap<string, string>,
  headers: ReadonlyMap<string, string>,
  body: Uint8Array,
  ofEmpty: string,
) {
  const signed = [...headers]
    .filter(([name]) => name === "host" || /^(x-acs-|content-type$)/.test(name))
    .sort();
  const names = signed.map(([name]) => name).join(";");
  const lines = [
    "POST",
    "/",
    sorted(query)
      .map(([name, value]) => encode(name) + (value === "" && name !== "" ? ofEmpty : `=${encode(value)}`))
      .join("&"),
    ...signed.map(([name, value]) => `${name}:${value.replaceAll(/^[ \t]+|[ \t]+$/g, "")}`),
    "",
    names,
    sha256(body),
  ];
  return { names, canonicalRequest: lines.join("\n") };
}

// Names that sort differently as UTF-16 and as UTF-8 must be among them.
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom("a", "~", "%", "\u00E9", "\uD7FF", "\uE000", "\uFF5E", "😀", "𐀀"),
    maxLength: 4,
  }),
);
const parameters = fc.array(fc.tuple(text, text), { maxLength: 12 }).map((pairs) => new Map(pairs));
const secrets = fc.uint8Array({ maxLength: 100 });

describe("an independent implementation agrees", () => {
  it("on V1", () => {
    fc.assert(
      fc.property(fc.constantFrom("GET", "POST"), parameters, secrets, (method, values, secret) => {
        values.set("Signature", "left out");
        expect(signV1({ method, parameters: values }, secret)).toEqual(oracleV1(method, values, secret));
      }),
    );
  });

  it("on ACS3", () => {
    fc.assert(
      fc.property(parameters, fc.uint8Array(), text, secrets, (query, body, type, accessKeySecret) => {
        const headers = acsHeaders(body).set("content-type", type);
        const { names, canonicalRequest } = oracleAcs(query, headers, body, "=");
        const stringToSign = `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`;
        const signature = createHmac("sha256", accessKeySecret).update(stringToSign).digest("hex");
        expect(signAcs3(request({ query, body, headers }), { accessKeyId: "id", accessKeySecret })).toEqual({
          canonicalRequest,
          stringToSign,
          authorization: `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=${names},Signature=${signature}`,
        });
      }),
    );
  });

  it("on ACS4", () => {
    const scopeParts = fc.constantFrom("cn-hangzhou", "center", "Kms", "kms");
    fc.assert(
      fc.property(
        parameters,
        fc.uint8Array(),
        scopeParts,
        scopeParts,
        secrets,
        (query, body, region, product, secret) => {
          const headers = acsHeaders(body);
          const { names, canonicalRequest } = oracleAcs(query, headers, body, "");
          const stringToSign = `ACS4-HMAC-SHA256\n${sha256(canonicalRequest)}`;
          let key = Buffer.concat([Buffer.from("aliyun_v4"), secret]);
          for (const link of ["20260102", region, product, "aliyun_v4_request"]) {
            key = createHmac("sha256", key).update(link).digest();
          }
          const signature = createHmac("sha256", key).update(stringToSign).digest("hex");
          const credential = { accessKeyId: "id", accessKeySecret: secret, region, product };
          expect(signAcs4(request({ query, body, headers }), credential)).toEqual({
            canonicalRequest,
            stringToSign,
            authorization:
              `ACS4-HMAC-SHA256 Credential=id/20260102/${region}/${product}/aliyun_v4_request,` +
              `SignedHeaders=${names},Signature=${signature}`,
          });
        },
      ),
    );
  });
});
