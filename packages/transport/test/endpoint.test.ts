import { createPublicTransport, type PublicEndpoint } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { preparation } from "./prepare.ts";

describe("an endpoint", () => {
  it.each<[PublicEndpoint, string, string]>([
    [{ region: "cn-hangzhou" }, "kms.cn-hangzhou.aliyuncs.com", "https://kms.cn-hangzhou.aliyuncs.com/?a=1"],
    [{ endpoint: "http://127.0.0.1:7788" }, "127.0.0.1:7788", "http://127.0.0.1:7788/?a=1"],
    [{ endpoint: "http://127.0.0.1:7788/" }, "127.0.0.1:7788", "http://127.0.0.1:7788/?a=1"],
    [{ endpoint: "https://kms.example:443" }, "kms.example", "https://kms.example/?a=1"],
    [{ endpoint: "http://[::1]:80" }, "[::1]", "http://[::1]/?a=1"],
  ])("%j is host %s", async (endpoint, host, address) => {
    let asked = "";
    const transport = createPublicTransport({
      ...endpoint,
      fetch: async (input) => {
        asked = input instanceof Request ? input.url : input.toString();
        return new Response("");
      },
    });
    await transport.send(preparation({ target: "/?a=1" }), { repeatable: false });
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
    expect(() => createPublicTransport({ endpoint })).toThrow(TypeError);
  });

  it("is not quoted when it holds a password", () => {
    const create = () => createPublicTransport({ endpoint: "https://user:hunter2@127.0.0.1" });
    expect(create).toThrow(/^endpoint is not an http or https origin$/);
  });

  it.each(["", "CN-HANGZHOU", "evil.example/", "a@evil.example", "cn-hangzhou.evil", "cn hangzhou"])(
    "is of no region %j",
    (region) => {
      expect(() => createPublicTransport({ region })).toThrow(TypeError);
    },
  );
});
