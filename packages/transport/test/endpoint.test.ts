import * as browser from "@keyferry/transport";
import * as node from "@keyferry/transport/node";
import type { InstanceEndpoint, RegionalEndpoint } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { once, requestWith } from "./request.ts";

const instanceId = "kst-hzz6a4f6e0c7a11x";
const { createPublicTransport, createVpcTransport, createDedicatedTransport } = browser;

describe("an endpoint", () => {
  it.each<[RegionalEndpoint, string, string]>([
    [{ endpoint: "http://127.0.0.1:7788" }, "127.0.0.1:7788", "http://127.0.0.1:7788/?a=1"],
    [{ endpoint: "http://127.0.0.1:7788/" }, "127.0.0.1:7788", "http://127.0.0.1:7788/?a=1"],
    [{ endpoint: "https://kms.example:443" }, "kms.example", "https://kms.example/?a=1"],
    [{ endpoint: "http://[::1]:80" }, "[::1]", "http://[::1]/?a=1"],
    [{ region: "cn-hangzhou" }, "kms.cn-hangzhou.aliyuncs.com", "https://kms.cn-hangzhou.aliyuncs.com/?a=1"],
  ])("%j is host %s", async (endpoint, host, address) => {
    let asked: unknown;
    const transport = createPublicTransport({
      ...endpoint,
      fetch: async (input) => {
        asked = input;
        return new Response("");
      },
    });
    await transport.send(() => requestWith({ target: "/?a=1" }), once);
    expect(transport.host).toBe(host);
    expect(asked).toBe(address);
  });

  it.each([
    "",
    "127.0.0.1:7788",
    "localhost:7788",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "http://",
    "http://127.0.0.1/path",
    "http://127.0.0.1/?query",
    "http://127.0.0.1/#fragment",
    "http://user@127.0.0.1",
  ])("is not %j", (endpoint) => {
    for (const { createPublicTransport, createVpcTransport, createDedicatedTransport } of [browser, node]) {
      expect(() => createPublicTransport({ endpoint })).toThrow(TypeError);
      expect(() => createVpcTransport({ endpoint })).toThrow(TypeError);
      expect(() => createDedicatedTransport({ endpoint })).toThrow(TypeError);
    }
  });

  it("is not quoted when it holds a password", () => {
    const create = () => createPublicTransport({ endpoint: "https://user:hunter2@127.0.0.1" });
    expect(create).toThrow(/^endpoint is not an http or https origin$/);
  });
});

describe("a region", () => {
  it("has a public and a VPC gateway", () => {
    const region = "ap-southeast-1";
    expect(createPublicTransport({ region }).host).toBe("kms.ap-southeast-1.aliyuncs.com");
    expect(createVpcTransport({ region }).host).toBe("kms-vpc.ap-southeast-1.aliyuncs.com");
    expect(node.createPublicTransport({ region }).host).toBe("kms.ap-southeast-1.aliyuncs.com");
    expect(node.createVpcTransport({ region }).host).toBe("kms-vpc.ap-southeast-1.aliyuncs.com");
  });

  it.each(["", "CN-HANGZHOU", "evil.example/", "a@evil.example", "cn-hangzhou.evil", "cn hangzhou"])(
    "is not %j",
    (region) => {
      expect(() => createPublicTransport({ region })).toThrow(TypeError);
      expect(() => node.createVpcTransport({ region })).toThrow(TypeError);
    },
  );
});

describe("an instance", () => {
  it("has a dedicated gateway", () => {
    const host = `${instanceId}.cryptoservice.kms.aliyuncs.com`;
    expect(createDedicatedTransport({ instanceId }).host).toBe(host);
    expect(node.createDedicatedTransport({ instanceId }).host).toBe(host);
  });

  it.each<InstanceEndpoint["instanceId"]>(["", "kst-", "KST-1", "hzz6", "kst-a.evil.example", "kst-a/"])(
    "is not %j",
    (instanceId = "") => {
      expect(() => createDedicatedTransport({ instanceId })).toThrow(TypeError);
      expect(() => node.createDedicatedTransport({ instanceId })).toThrow(TypeError);
    },
  );
});

describe("a host of its own", () => {
  const endpoint = "http://127.0.0.1:7790";

  it.each([`${instanceId}.cryptoservice.kms.aliyuncs.com`, "kms.localhost:7788", "[::1]:7790"])(
    "is what requests name: %s",
    (host) => {
      expect(node.createDedicatedTransport({ endpoint, host }).host).toBe(host);
    },
  );

  it.each(["", "A.example", "a.example:80", "a.example/", "user@a.example", "a b", "a\r\nb", "http://a"])(
    "is not %j",
    (host) => {
      expect(() => node.createPublicTransport({ endpoint, host })).toThrow(/^host is not a host/);
    },
  );
});
