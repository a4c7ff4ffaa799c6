import {
  canonicalRequest,
  contentSha256,
  readClaim,
  signAcs3,
  signAcs4,
  signV1,
  verifySignature,
} from "@keyferry/signature";
import { describe, expect, it } from "vitest";
import { stringToSignAcs } from "../src/acs.ts";
import { signatureAcs3 } from "../src/acs3.ts";
import { bytes, map, noBody, request, signingSecret, withHeader } from "./requests.ts";

describe("V1 signs as published", () => {
  it("the CreateKey sample of the KMS documents", () => {
    const parameters = map({
      Action: "CreateKey",
      SignatureVersion: "1.0",
      Format: "json",
      Version: "2016-01-20",
      AccessKeyId: "testid",
      SignatureMethod: "HMAC-SHA1",
      Timestamp: "2016-03-28T03:13:08Z",
    });
    expect(signV1({ method: "GET", parameters }, signingSecret)).toEqual({
      stringToSign:
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DCreateKey%26Format%3Djson%26SignatureMethod%3DHMAC-SHA1" +
        "%26SignatureVersion%3D1.0%26Timestamp%3D2016-03-28T03%253A13%253A08Z%26Version%3D2016-01-20",
      signature: "41wk2SSX1GJh7fwnc5eqOfiJPFg=",
    });
  });

  it("the DescribeRegions sample of the ECS documents", () => {
    const parameters = map({
      Action: "DescribeRegions",
      Format: "XML",
      Version: "2014-05-26",
      AccessKeyId: "testid",
      SignatureMethod: "HMAC-SHA1",
      SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      SignatureVersion: "1.0",
      Timestamp: "2016-02-23T12:46:24Z",
    });
    expect(signV1({ method: "GET", parameters }, signingSecret).signature).toBe(
      "OLeaidS1JvxuMvnyHOwuJ+uX5qY=",
    );
  });

  it("an ExportDataKey call with every character that clients escape differently", () => {
    const parameters = map({
      Action: "ExportDataKey",
      Format: "JSON",
      Version: "2016-01-20",
      AccessKeyId: "testid",
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      Timestamp: "2026-01-02T03:04:05Z",
      RegionId: "cn-hangzhou",
      CiphertextBlob: "AAEC/+8=",
      PublicKeyBlob: "MIIB+A==",
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
      EncryptionContext: `{"a*b":"~é' ("}`,
    });
    expect(signV1({ method: "POST", parameters }, signingSecret).signature).toBe(
      "WiZxD36mTLxTBFtW3vs4Q7YOIvg=",
    );
  });
});

describe("ACS3 signs as published", () => {
  it("the RunInstances sample of the V3 documents", () => {
    const sample = request({
      query: map({
        ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        RegionId: "cn-shanghai",
      }),
      headers: map({
        host: "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-content-sha256": contentSha256(noBody),
      }),
    });
    const signed = signAcs3(sample, {
      accessKeyId: "YourAccessKeyId",
      accessKeySecret: bytes("YourAccessKeySecret"),
    });
    expect(signed.stringToSign).toBe(
      "ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
    );
    expect(signed.authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;" +
        "x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it.each([
    ["GET", "", "910e59dd385879346de704a06c96613f8157aa7124e6d1c4f2bdffa1e5588187"],
    ["", "/", "4ab59fffe3c5738ff8a2729f90cc04fe18b02a4b15b2102cbaf92f9ff3df2ea3"],
  ])("the sample of the SDKs' unit tests, method %j and path %j", (method, path, signature) => {
    const canonical = canonicalRequest({
      scheme: "ACS3-HMAC-SHA256",
      method,
      path,
      query: map({ test: "ok", empty: "" }),
      headers: map({ "x-acs-test": "http,https" }),
      signedHeaders: ["x-acs-test"],
      payloadHash: "55e12e91650d2fec56ec74e1d3e4ddbfce2ef3a65890c2a19ecf88a307e76a23",
    });
    const stringToSign = stringToSignAcs("ACS3-HMAC-SHA256", canonical);
    expect(signatureAcs3(stringToSign, bytes("secret"))).toBe(signature);
  });

  it("the HMAC of the SDKs' unit tests", () => {
    expect(signatureAcs3("source", bytes("secret"))).toBe(
      "1d93c62698a1c26427265668e79fac099aa26c1df873669599a2fb2f272e64c9",
    );
  });
});

describe("a GenerateDataKeyWithoutPlaintext call", () => {
  const call = request({
    query: map({
      EncryptionContext: `{"Example":"Example"}`,
      KeyId: "alias/example",
      KeySpec: "AES_256",
    }),
    headers: map({
      host: "kms.cn-hangzhou.aliyuncs.com",
      "x-acs-action": "GenerateDataKeyWithoutPlaintext",
      "x-acs-version": "2016-01-20",
      "x-acs-date": "2026-01-02T03:04:05Z",
      "x-acs-signature-nonce": "0123456789abcdef0123456789abcdef",
      "x-acs-content-sha256": contentSha256(noBody),
    }),
  });
  const credential = { accessKeyId: "testid", accessKeySecret: signingSecret };

  it("has the known canonical request and ACS3 signature", () => {
    const signed = signAcs3(call, credential);
    expect(signed.canonicalRequest.split("\n").slice(0, 4)).toEqual([
      "POST",
      "/",
      "EncryptionContext=%7B%22Example%22%3A%22Example%22%7D&KeyId=alias%2Fexample&KeySpec=AES_256",
      "host:kms.cn-hangzhou.aliyuncs.com",
    ]);
    expect(signed.stringToSign).toMatch(
      /\n54a9ba047c73931c0fe6aca5522e5127572e854938e6c38fe1e280bfcea84ef1$/,
    );
    expect(signed.authorization).toMatch(
      /,Signature=29f049bd2bade693c6744d3502e3484a0d4bf469b75e794685a7351505c73a8e$/,
    );
  });

  it("has the known ACS4 signature", () => {
    const { authorization } = signAcs4(call, { ...credential, region: "cn-hangzhou", product: "Kms" });
    expect(authorization).toBe(
      "ACS4-HMAC-SHA256 Credential=testid/20260102/cn-hangzhou/Kms/aliyun_v4_request,SignedHeaders=host;" +
        "x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=08cadd78f11e0926cafc1cb70b7ba22f6f630f065c8ae3c66c630a2b06ee30be",
    );
    const received = withHeader(call, "authorization", authorization);
    expect(verifySignature(readClaim(received), received, signingSecret)).toEqual({ valid: true });
  });
});
