import { createVpcRanges, type GatewayRequest } from "@keyferry/gateway";
import { assumeRole, describeKey, encodeBase64, getCallerIdentity, type Answered } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { acs, bytes, ci, start, v1, type Parameters, type Signer } from "./requests.ts";
import { account, answerOf, ask, createService, outcomeIn, refusalIn, type Service } from "./service.ts";

const RoleArn = `acs:ram::${account}:role/reader`;
const sts = { Version: "2015-04-01" };

let service: Service;
let session: Answered<typeof assumeRole>["Credentials"];
let signer: Signer;

beforeEach(async () => {
  service = await createService({ vpcOf: createVpcRanges([{ vpc: "vpc-orders", range: "192.0.2.7" }]) });
  session = await assume();
  signer = { accessKeyId: session.AccessKeyId, secret: session.AccessKeySecret };
});

async function assume(parameters: Parameters = {}): Promise<typeof session> {
  const sent = { ...sts, RoleArn, RoleSessionName: "tests", ...parameters };
  const response = await service.send("AssumeRole", sent, {
    signer: ci,
    host: "sts.cn-hangzhou.aliyuncs.com",
  });
  return answerOf(assumeRole, response).Credentials;
}

/** The same request of every scheme, with a security token. */
function signed(
  action: string,
  parameters: Parameters,
  token: string | undefined,
): readonly GatewayRequest[] {
  const headers = { "x-acs-security-token": token, "x-acs-accesskey-id": signer.accessKeyId };
  return [
    v1(action, { ...parameters, SecurityToken: token }, { signer }),
    acs("ACS3-HMAC-SHA256", action, parameters, { signer, headers }),
    acs("ACS4-HMAC-SHA256", action, parameters, { signer, headers }),
  ];
}

async function outcomes(requests: readonly GatewayRequest[]): Promise<readonly string[]> {
  return Promise.all(requests.map(async (request) => outcomeIn(await ask(service, request))));
}

describe("temporary credentials", () => {
  it("sign requests of every scheme, and may do what the role may", async () => {
    const KeyId = await service.newKey();
    for (const request of signed("DescribeKey", { KeyId }, session.SecurityToken)) {
      expect(answerOf(describeKey, await ask(service, request)).KeyMetadata.KeyId).toBe(KeyId);
    }
    expect(await outcomes(signed("DisableKey", { KeyId }, session.SecurityToken))).toEqual(
      Array(3).fill("Forbidden.NoPermission"),
    );
  });

  it("are told of as the role in its session", async () => {
    const KeyId = await service.newKey();
    await outcomes(signed("DescribeKey", { KeyId }, session.SecurityToken).slice(0, 1));
    expect(service.answered.at(-1)).toMatchObject({
      facts: { principal: { type: "role", account }, accessKey: { id: session.AccessKeyId, known: true } },
    });
  });

  it("are nothing without their token", async () => {
    expect(await outcomes(signed("ListKeys", {}, undefined))).toEqual(Array(3).fill("MissingSecurityToken"));
  });

  it("are nothing with a token that is altered, or another's, or of another access key", async () => {
    const other = await assume();
    const { SecurityToken } = session;
    const altered = `${SecurityToken.startsWith("A") ? "B" : "A"}${SecurityToken.slice(1)}`;
    expect(await outcomes(signed("ListKeys", {}, altered))).toEqual(
      Array(3).fill("InvalidSecurityToken.Malformed"),
    );
    expect(await outcomes(signed("ListKeys", {}, "x".repeat(100_000)))).toEqual(
      Array(3).fill("InvalidSecurityToken.Malformed"),
    );
    expect(await outcomes(signed("ListKeys", {}, other.SecurityToken))).toEqual(
      Array(3).fill("InvalidSecurityToken.MismatchWithAccessKey"),
    );
    signer = ci;
    expect(await outcomes(signed("ListKeys", {}, SecurityToken))).toEqual(
      Array(3).fill("InvalidSecurityToken.MismatchWithAccessKey"),
    );
  });

  it("are nothing with a wrong secret", async () => {
    signer = { ...signer, secret: "guessed" };
    expect(await outcomes(signed("ListKeys", {}, session.SecurityToken))).toEqual(
      Array(3).fill("SignatureDoesNotMatch"),
    );
  });

  it("end when their session does", async () => {
    service.clock.now = start + 3_600_000;
    const Timestamp = "2026-01-02T04:04:05Z";
    const expired = v1("ListKeys", { Timestamp, SecurityToken: session.SecurityToken }, { signer });
    expect(outcomeIn(await ask(service, expired))).toBe("InvalidSecurityToken.Expired");
  });

  it("are held to a session policy", async () => {
    const policy = {
      Version: "1",
      Statement: [{ Effect: "Deny", Action: "kms:DescribeKey", Resource: "*" }],
    };
    session = await assume({ Policy: JSON.stringify(policy) });
    signer = { accessKeyId: session.AccessKeyId, secret: session.AccessKeySecret };
    const KeyId = await service.newKey();
    expect(await outcomes(signed("DescribeKey", { KeyId }, session.SecurityToken))).toEqual(
      Array(3).fill("Forbidden.NoPermission"),
    );
  });
});

describe("a policy on the VPC that a call comes from", () => {
  it("is met on the VPC gateway by an address of the VPC's range, and on no other gateway", async () => {
    const KeyId = await service.newKey();
    const request = { KeyId, Plaintext: encodeBase64(bytes("a")), SecurityToken: session.SecurityToken };
    expect(outcomeIn(await service.send("Encrypt", request, { kind: "vpc", signer }))).toBe("OK");
    expect(outcomeIn(await service.send("Encrypt", request, { signer }))).toBe("Forbidden.NoPermission");
    service = await createService({
      vpcOf: createVpcRanges([{ vpc: "vpc-orders", range: "198.51.100.0/24" }]),
    });
    session = await assume();
    signer = { accessKeyId: session.AccessKeyId, secret: session.AccessKeySecret };
    const outside = { ...request, KeyId: await service.newKey(), SecurityToken: session.SecurityToken };
    expect(outcomeIn(await service.send("Encrypt", outside, { kind: "vpc", signer }))).toBe(
      "Forbidden.NoPermission",
    );
  });
});

describe("hosts of STS", () => {
  const identity = (
    host: string,
    kind: "public" | "vpc" | "dedicated" = "public",
    parameters: Parameters = sts,
  ) => service.send("GetCallerIdentity", parameters, { host, kind });

  it.each([
    ["public", "sts.cn-hangzhou.aliyuncs.com"],
    ["public", "sts.aliyuncs.com"],
    ["public", "sts.localhost:7788"],
    ["public", "127.0.0.1:7788"],
    ["vpc", "sts-vpc.cn-beijing.aliyuncs.com"],
    ["vpc", "localhost"],
  ] as const)("on the %s gateway are such as %s", async (kind, host) => {
    const response = await identity(host, kind);
    expect(answerOf(getCallerIdentity, response)).toMatchObject({
      AccountId: account,
      IdentityType: "Account",
      Arn: `acs:ram::${account}:root`,
    });
  });

  it.each([
    ["public", "sts-vpc.cn-hangzhou.aliyuncs.com"],
    ["vpc", "sts.cn-hangzhou.aliyuncs.com"],
    ["vpc", "sts.aliyuncs.com"],
    ["dedicated", "sts.cn-hangzhou.aliyuncs.com"],
    ["public", "sts.cn-nowhere.aliyuncs.com"],
  ] as const)("on the %s gateway are not such as %s", async (kind, host) => {
    expect(outcomeIn(await identity(host, kind))).toBe("InvalidProduct.NotFound");
  });

  it("have no operations of KMS, and hosts of KMS none of STS", async () => {
    const described = await service.send("DescribeRegions", {}, { host: "sts.cn-hangzhou.aliyuncs.com" });
    expect(refusalIn(described)).toMatchObject({ code: "InvalidVersion", status: 400 });
    expect(outcomeIn(await identity("kms.cn-hangzhou.aliyuncs.com"))).toBe("InvalidVersion");
  });

  it("are not on the dedicated gateway", async () => {
    expect(outcomeIn(await identity("127.0.0.1", "dedicated"))).toBe("UnsupportedOperation");
  });
});
