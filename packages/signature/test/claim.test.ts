import { contentSha256, readClaim, SignatureError } from "@keyferry/signature";
import type { SignableRequest } from "@keyferry/signature";
import { describe, expect, it } from "vitest";
import { acsSchemes, acsHeaders, bytes, map, request, signedAcs, signedV1 } from "./requests.ts";
import { v1Parameters, withHeader, withQuery } from "./requests.ts";

function codeOf(claimed: SignableRequest): string {
  try {
    readClaim(claimed);
  } catch (error) {
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
  return "accepted";
}

describe("a V1 claim", () => {
  it("is read from the query", () => {
    const claimed = withQuery(withQuery(signedV1(), "SecurityToken", "token"), "Signature", "c2ln");
    expect(readClaim(claimed)).toEqual({
      scheme: "V1",
      accessKeyId: "testid",
      signature: "c2ln",
      timestamp: "2026-01-02T03:04:05Z",
      nonce: "9e030f6b-03a2-40f0-a6ba-157d44532fd0",
      securityToken: "token",
    });
  });

  it("is read from the form, and from both together", () => {
    const { query } = signedV1();
    const whole = readClaim(request({ query }));
    const entries = [...query];
    expect(readClaim(request({ form: query }))).toEqual(whole);
    expect(
      readClaim(request({ query: new Map(entries.slice(0, 3)), form: new Map(entries.slice(3)) })),
    ).toEqual(whole);
  });

  it("needs neither nonce nor token, and takes an empty one for absent", () => {
    const bare = withQuery(signedV1(), "SignatureNonce");
    expect(readClaim(bare)).not.toHaveProperty("nonce");
    expect(readClaim(bare)).not.toHaveProperty("securityToken");
    const empty = withQuery(withQuery(bare, "SignatureNonce", ""), "SecurityToken", "");
    expect(readClaim(empty)).toEqual(readClaim(bare));
  });

  it.each([
    ["AccessKeyId", undefined, "MissingAccessKeyId"],
    ["AccessKeyId", "", "MissingAccessKeyId"],
    ["Signature", undefined, "MissingSignature"],
    ["Signature", "", "MissingSignature"],
    ["Timestamp", undefined, "MissingTimestamp"],
    ["Timestamp", "", "MissingTimestamp"],
    ["SignatureMethod", undefined, "IncompleteSignature"],
    ["SignatureMethod", "", "IncompleteSignature"],
    ["SignatureMethod", "HMAC-SHA256", "IncompleteSignature"],
    ["SignatureMethod", "hmac-sha1", "IncompleteSignature"],
    ["SignatureVersion", undefined, "IncompleteSignature"],
    ["SignatureVersion", "2.0", "IncompleteSignature"],
    ["SignatureVersion", "1", "IncompleteSignature"],
  ])("with %s %j is answered %3$s", (name, value, code) => {
    expect(codeOf(withQuery(signedV1(), name, value))).toBe(code);
  });

  it("ignores x-acs-* headers and other Authorization headers", () => {
    const headers = map({
      "x-acs-security-token": "other",
      "x-acs-date": "never",
      authorization: "Bearer ACS3",
    });
    expect(readClaim({ ...signedV1(), headers })).toEqual(readClaim(signedV1()));
  });

  it("does not parse the timestamp", () => {
    expect(readClaim(signedV1({ ...v1Parameters, Timestamp: "soon" })).timestamp).toBe("soon");
  });
});

describe("an ACS claim", () => {
  const signedHeaders = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
  ];
  const signature = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;
  const common = {
    accessKeyId: "testid",
    signature,
    timestamp: "2026-01-02T03:04:05Z",
    nonce: "0123456789abcdef0123456789abcdef",
    signedHeaders,
  };

  it("of ACS3 is read from the headers", () => {
    expect(readClaim(signedAcs("ACS3-HMAC-SHA256"))).toEqual({ scheme: "ACS3-HMAC-SHA256", ...common });
  });

  it("of ACS4 has the scope of its Credential", () => {
    const scope = { date: "20260102", region: "cn-hangzhou", product: "Kms" };
    expect(readClaim(signedAcs("ACS4-HMAC-SHA256"))).toEqual({
      scheme: "ACS4-HMAC-SHA256",
      ...common,
      ...scope,
    });
  });

  it("has the security token where there is one", () => {
    const headers = acsHeaders().set("x-acs-security-token", "token");
    expect(readClaim(signedAcs("ACS3-HMAC-SHA256", { headers })).securityToken).toBe("token");
    headers.set("x-acs-security-token", "");
    expect(readClaim(signedAcs("ACS3-HMAC-SHA256", { headers }))).not.toHaveProperty("securityToken");
  });

  it("keeps the order of its own SignedHeaders", () => {
    const reversed = signedHeaders.toReversed();
    const authorization = `ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=${reversed.join(";")},Signature=00`;
    expect(readClaim(request({ headers: acsHeaders().set("authorization", authorization) }))).toMatchObject({
      signedHeaders: reversed,
    });
  });

  it.each(acsSchemes)("of %s without x-acs-date is answered MissingTimestamp", (scheme) => {
    expect(codeOf(withHeader(signedAcs(scheme), "x-acs-date"))).toBe("MissingTimestamp");
    expect(codeOf(withHeader(signedAcs(scheme), "x-acs-date", ""))).toBe("MissingTimestamp");
  });

  it.each(signedHeaders)("that names %s without sending it is incomplete", (name) => {
    const code = name === "x-acs-date" ? "MissingTimestamp" : "IncompleteSignature";
    expect(codeOf(withHeader(signedAcs("ACS3-HMAC-SHA256"), name))).toBe(code);
  });

  it.each([...signedHeaders, "x-acs-security-token", "x-acs-unheard-of"])(
    "that sends %s without signing it is incomplete",
    (name) => {
      const headers = acsHeaders().set("x-acs-security-token", "t").set("x-acs-unheard-of", "u");
      const signed = signedAcs("ACS3-HMAC-SHA256", { headers });
      const authorization = signed.headers.get("authorization") ?? "";
      expect(codeOf(signed)).toBe("accepted");
      const all = [...signedHeaders, "x-acs-security-token", "x-acs-unheard-of"];
      const rest = all.filter((other) => other !== name).join(";");
      const without = authorization.replace(/SignedHeaders=[^,]*/, `SignedHeaders=${rest}`);
      expect(codeOf(withHeader(signed, "authorization", without))).toBe("IncompleteSignature");
    },
  );

  it("signs content-type where there is a body, and need not where there is none", () => {
    const body = bytes("KeyId=1");
    const unsigned = withHeader(signedAcs("ACS3-HMAC-SHA256", { body }), "content-type", "text/plain");
    expect(codeOf(unsigned)).toBe("IncompleteSignature");
    const headers = acsHeaders(body).set("content-type", "application/x-www-form-urlencoded");
    expect(codeOf(signedAcs("ACS3-HMAC-SHA256", { body, headers }))).toBe("accepted");
    const empty = withHeader(signedAcs("ACS3-HMAC-SHA256"), "content-type", "text/plain");
    expect(codeOf(empty)).toBe("accepted");
  });

  it("may leave other headers unsigned", () => {
    expect(codeOf(withHeader(signedAcs("ACS3-HMAC-SHA256"), "user-agent", "curl"))).toBe("accepted");
  });

  it.each(["", "UNSIGNED-PAYLOAD", "00", contentSha256(bytes("")).toUpperCase()])(
    "with x-acs-content-sha256 %j is incomplete",
    (hash) => {
      const signed = signedAcs("ACS3-HMAC-SHA256");
      expect(codeOf(withHeader(signed, "x-acs-content-sha256", hash))).toBe("IncompleteSignature");
    },
  );
});

describe("an Authorization header", () => {
  const names = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
  const signed = `SignedHeaders=${names}`;
  const acs4 = "ACS4-HMAC-SHA256";

  it.each([
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=00`, "accepted"],
    [`ACS3-HMAC-SHA256 Signature=00, Credential=id,  ${signed}`, "accepted"],
    [`${acs4} Credential=id/20260102/center/Kms/aliyun_v4_request,${signed},Signature=00`, "accepted"],

    [`ACS3-HMAC-SHA256 ${signed},Signature=00`, "MissingAccessKeyId"],
    [`ACS3-HMAC-SHA256 Credential=,${signed},Signature=00`, "MissingAccessKeyId"],
    [
      `${acs4} Credential=/20260102/center/Kms/aliyun_v4_request,${signed},Signature=00`,
      "MissingAccessKeyId",
    ],
    ["ACS3-HMAC-SHA256", "MissingAccessKeyId"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed}`, "MissingSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=`, "MissingSignature"],

    [`ACS3-HMAC-SM3 Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`ACS3-RSA-SHA256 Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`ACS5-HMAC-SHA256 Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    ["ACS", "IncompleteSignature"],
    ["ACS3-HMAC-SHA256 ", "IncompleteSignature"],
    ["ACS3-HMAC-SHA256 Credential", "IncompleteSignature"],
    ["ACS3-HMAC-SHA256 Credential=id,Signature=00", "IncompleteSignature"],
    ["ACS3-HMAC-SHA256 Credential=id,SignedHeaders=,Signature=00", "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed};,Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed};host,Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed};x-absent,Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed.replace("host", "Host")},Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed.replaceAll(";", "; ")},Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=00,Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=00,`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=00,Extra=1`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`ACS3-HMAC-SHA256 Credential=id,${signed},Signature=${"0".repeat(8192)}`, "IncompleteSignature"],

    [`${acs4} Credential=id,${signed},Signature=00`, "IncompleteSignature"],
    [`${acs4} Credential=id/20260102/center/Kms,${signed},Signature=00`, "IncompleteSignature"],
    [`${acs4} Credential=id/20260102/center/Kms/aws4_request,${signed},Signature=00`, "IncompleteSignature"],
    [
      `${acs4} Credential=id/20260102/center/Kms/aliyun_v4_request/,${signed},Signature=00`,
      "IncompleteSignature",
    ],
    [
      `${acs4} Credential=id/2026-01-02/center/Kms/aliyun_v4_request,${signed},Signature=00`,
      "IncompleteSignature",
    ],
    [`${acs4} Credential=id/20260102//Kms/aliyun_v4_request,${signed},Signature=00`, "IncompleteSignature"],
    [
      `${acs4} Credential=id/20260102/center//aliyun_v4_request,${signed},Signature=00`,
      "IncompleteSignature",
    ],
    [
      `${acs4} Credential=id/20260103/center/Kms/aliyun_v4_request,${signed},Signature=00`,
      "IncompleteSignature",
    ],
  ])("%s", (authorization, code) => {
    expect(codeOf(request({ headers: acsHeaders().set("authorization", authorization) }))).toBe(code);
  });

  it("of ACS4 leaves a malformed x-acs-date to whoever parses it", () => {
    const authorization = `${acs4} Credential=id/20260102/center/Kms/aliyun_v4_request,${signed},Signature=00`;
    const headers = acsHeaders().set("authorization", authorization).set("x-acs-date", "soon");
    expect(readClaim(request({ headers })).timestamp).toBe("soon");
  });

  it("wins over V1 parameters", () => {
    const { query } = signedV1();
    expect(readClaim(signedAcs("ACS3-HMAC-SHA256", { query })).scheme).toBe("ACS3-HMAC-SHA256");
  });
});
