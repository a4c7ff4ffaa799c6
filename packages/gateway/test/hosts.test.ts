import type { GatewayRequest } from "@keyferry/gateway";
import { describeKey, type GatewayKind } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { ci, v1, withHeader } from "./requests.ts";
import {
  account,
  anInstance,
  answerOf,
  createService,
  elsewhere,
  here,
  outcomeIn,
  refusalIn,
  region,
  type Service,
} from "./service.ts";

const own: Readonly<Record<GatewayKind, readonly string[]>> = {
  public: ["kms.cn-hangzhou.aliyuncs.com", "kms.cn-beijing.localhost", "KMS.CN-Hangzhou.AliyunCS.com"],
  vpc: ["kms-vpc.cn-hangzhou.aliyuncs.com", "kms-vpc.cn-beijing.localhost", "kms-VPC.cn-hangzhou.LOCALHOST"],
  dedicated: [
    `${here}.cryptoservice.kms.aliyuncs.com`,
    `${elsewhere}.cryptoservice.kms.localhost`,
    `${here.toUpperCase()}.CRYPTOSERVICE.KMS.ALIYUNCS.COM`,
  ],
};
const kinds = Object.keys(own) as GatewayKind[];
const loopback = ["127.0.0.1", "localhost", "[::1]", "10.1.2.3"];

/** What a gateway says of a host: a business operation of all gateways, with a parameter missing. */
async function outcomeAt(kind: GatewayKind, host: string, options = {}): Promise<string> {
  const { gateways } = await createService(options);
  const outcome = outcomeIn(await gateways[kind].handle(v1("GenerateDataKey", {}, { host })));
  return outcome === "MissingParameter" ? "reached" : outcome;
}

describe.each(kinds)("the %s gateway", (kind) => {
  const others = kinds.filter((other) => other !== kind).flatMap((other) => own[other]);

  it.each([...own[kind], ...loopback].flatMap((host) => [host, `${host}:7788`]))("knows %s", async (host) => {
    expect(await outcomeAt(kind, host)).toBe("reached");
  });

  it.each(others)("does not know %s, a name of another gateway, nor with anyName", async (host) => {
    expect(await outcomeAt(kind, host)).toBe("InvalidProduct.NotFound");
    expect(await outcomeAt(kind, host, { anyName: true })).toBe("InvalidProduct.NotFound");
  });

  it.each([
    "",
    "example.com",
    "kms.example.com",
    "aliyuncs.com",
    "oss.cn-hangzhou.aliyuncs.com",
    "kms..aliyuncs.com",
    "kms.cn-hangzhou.aliyuncs.com.example.com",
    "evil-kms.cn-hangzhou.aliyuncs.com",
    "localhost.example.com",
    "127.0.0.1.example.com",
    "::1",
    "localhost:port",
    "kms.cn-hangzhou.aliyuncs.com\u0000",
    "\ud800",
  ])("does not know %j while it listens on loopback", async (host) => {
    expect(await outcomeAt(kind, host)).toBe("InvalidProduct.NotFound");
  });

  it("knows any name of others once anyName is set", async () => {
    expect(await outcomeAt(kind, "kms.example.com:443", { anyName: true })).toBe("reached");
  });

  it("does not know a host that is not told", async () => {
    const { gateways } = await createService();
    const request = withHeader(v1("GenerateDataKey"), "host");
    expect(outcomeIn(await gateways[kind].handle(request))).toBe("InvalidProduct.NotFound");
  });
});

describe("a region or an instance that is not there", () => {
  it.each<[GatewayKind, string]>([
    ["public", "kms.cn-nowhere.aliyuncs.com"],
    ["vpc", "kms-vpc.cn-nowhere.localhost"],
    ["dedicated", "kst-nowhere.cryptoservice.kms.aliyuncs.com"],
  ])("is not found by the %s gateway", async (kind, host) => {
    expect(await outcomeAt(kind, host)).toBe("InvalidProduct.NotFound");
  });

  it("is told to the caller, with the host as the caller wrote it", async () => {
    const { gateways } = await createService();
    const request = v1("GenerateDataKey", {}, { host: "KMS.cn-nowhere.aliyuncs.com:80" });
    const response = await gateways.public.handle(request);
    expect(refusalIn(response).message).toContain("cn-nowhere");
    expect(JSON.parse(response.body)).toMatchObject({ HostId: "KMS.cn-nowhere.aliyuncs.com:80" });
  });

  it("is no instance at all on a dedicated gateway without any", async () => {
    expect(await outcomeAt("dedicated", "127.0.0.1", { instances: [] })).toBe("InvalidProduct.NotFound");
  });
});

describe("a host's region", () => {
  it("keeps keys apart, and RegionId does not choose one", async () => {
    const { send, newKey } = await createService();
    const KeyId = await newKey();
    const describe = async (host: string, parameters = {}) =>
      outcomeIn(await send("DescribeKey", { KeyId, ...parameters }, { host }));
    expect(await describe("kms.cn-hangzhou.localhost")).toBe("OK");
    expect(await describe("kms.cn-beijing.localhost")).toBe("Forbidden.KeyNotFound");
    expect(await describe("kms.cn-beijing.localhost", { RegionId: "cn-hangzhou" })).toBe(
      "Forbidden.KeyNotFound",
    );
    expect(await describe("kms.cn-hangzhou.localhost", { RegionId: "cn-beijing" })).toBe("OK");
  });

  it("is the default one where the host names none", async () => {
    const { send, newKey } = await createService();
    const KeyId = await newKey();
    const response = await send("DescribeKey", { KeyId }, { host: "127.0.0.1:7788" });
    expect(answerOf(describeKey, response).KeyMetadata.Arn).toContain(":cn-hangzhou:");
  });

  it("is the same on the public and the VPC gateway", async () => {
    const { send, newKey } = await createService();
    const KeyId = await newKey();
    expect(outcomeIn(await send("DescribeKey", { KeyId }, { kind: "vpc" }))).toBe("OK");
  });

  it("is its instance's on a dedicated gateway", async () => {
    const { send, answered } = await createService();
    await send(
      "GenerateDataKey",
      {},
      { kind: "dedicated", host: `${elsewhere}.cryptoservice.kms.localhost` },
    );
    expect(answered).toMatchObject([{ facts: { region: "cn-beijing", instance: elsewhere } }]);
  });
});

describe("whether an instance is there", () => {
  const unknown = `kst-${"0".repeat(21)}`;
  const unconnected = `kst-${"1".repeat(21)}`;
  const hostOf = (id: string) => `${id}.cryptoservice.kms.aliyuncs.com`;

  async function serviceWithAll(): Promise<Service> {
    const service = await createService();
    const instance = { ...anInstance(unconnected), connection: null };
    await service.store.scoped({ account, region }).instances.write.create(instance);
    return service;
  }

  const stranger = { accessKeyId: "LTAI-nobody", secret: "none" };
  const wrong = { ...ci, secret: "wrong" };
  const unsigned: readonly (readonly [string, (host: string) => GatewayRequest])[] = [
    ["without a signature", (host) => v1("Encrypt", { Signature: undefined }, { host })],
    ["without an access key", (host) => v1("Encrypt", { AccessKeyId: undefined }, { host })],
    ["without an action", (host) => v1("Encrypt", { Action: undefined }, { host })],
    ["with an unknown access key", (host) => v1("Encrypt", {}, { host, signer: stranger })],
    ["with a wrong signature", (host) => v1("Encrypt", { SignatureNonce: "n" }, { host, signer: wrong })],
    ["that is late", (host) => v1("Encrypt", { Timestamp: "2026-01-02T02:00:00Z" }, { host })],
    [
      "of an operation that is offered elsewhere",
      (host) => v1("ListKeys", { SignatureNonce: "n", Signature: "AAAA" }, { host }),
    ],
    ["that cannot be read", (host) => ({ ...v1("Encrypt", {}, { host }), target: "/?Format=JSON&%" })],
    ["with a method that is not taken", (host) => v1("Encrypt", {}, { host, method: "PUT" })],
  ];

  it.each(unsigned)("is not told to a caller %s", async (_, make) => {
    const { gateways, answered } = await serviceWithAll();
    const answers = [];
    for (const id of [here, elsewhere, unconnected, unknown]) {
      const { status, headers, body } = await gateways.dedicated.handle(make(hostOf(id)));
      const { HostId, RequestId, ...told } = readAny(body);
      expect([HostId, headers["x-acs-request-id"]]).toEqual([hostOf(id), RequestId]);
      answers.push({ status, told, type: headers["content-type"] });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.told["Code"]).not.toBe("InvalidProduct.NotFound");
    for (const { facts } of answered) expect(facts).not.toHaveProperty("region");
  });

  it("is told to a caller who has signed, with the name that was not found", async () => {
    const { gateways } = await serviceWithAll();
    const ask = async (id: string) =>
      refusalIn(await gateways.dedicated.handle(v1("Encrypt", {}, { host: hostOf(id), signer: ci })));
    expect(await ask(here)).toMatchObject({ code: "MissingParameter" });
    expect(await ask(unknown)).toMatchObject({
      code: "InvalidProduct.NotFound",
      message: expect.stringContaining(`there is no KMS instance "${unknown}"`) as string,
    });
    expect(await ask(unconnected)).toMatchObject({
      code: "Forbidden.DKMSInstanceStateInvalid",
      message: expect.stringContaining(`${unconnected} is not connected`) as string,
    });
  });
});

/** The members of an error in JSON. */
function readAny(body: string): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}
