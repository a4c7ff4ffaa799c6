import type { GatewayKind } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { acs, type Parameters } from "./requests.ts";
import { createService, elsewhere, here, hosts, refusalIn, type Service } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await createService();
});

type Scope = { readonly region?: string; readonly product?: string };

/** The code and the message of what a signature of this scope gets, `OK` and nothing where it passes. */
async function outcomeOf(
  scope: Scope,
  {
    kind = "public",
    host = hosts[kind],
    action = "GenerateDataKey",
    headers = {},
  }: { kind?: GatewayKind; host?: string; action?: string; headers?: Parameters } = {},
): Promise<readonly [code: string, message: string]> {
  const request = acs("ACS4-HMAC-SHA256", action, {}, { host, scope, headers });
  const response = await service.gateways[kind].handle(request);
  if (response.status === 200) return ["OK", ""];
  const { code, message } = refusalIn(response);
  // What comes next: the scope has passed.
  return code === "MissingParameter" ? ["OK", ""] : [code, message];
}

describe("the scope of an ACS4 signature", () => {
  it.each<[GatewayKind, string, string]>([
    ["public", "kms.cn-hangzhou.aliyuncs.com", "cn-hangzhou"],
    ["public", "kms.cn-beijing.localhost", "cn-beijing"],
    ["public", "127.0.0.1:7788", "cn-hangzhou"],
    ["vpc", "kms-vpc.cn-beijing.aliyuncs.com", "cn-beijing"],
    ["vpc", "localhost", "cn-hangzhou"],
    ["dedicated", `${here}.cryptoservice.kms.aliyuncs.com`, "cn-hangzhou"],
    ["dedicated", `${elsewhere}.cryptoservice.kms.aliyuncs.com`, "cn-beijing"],
    ["dedicated", "127.0.0.1", "cn-hangzhou"],
  ])("on the %s gateway, Host %s, is the region %s, or center", async (kind, host, region) => {
    const other = region === "cn-beijing" ? "cn-hangzhou" : "cn-beijing";
    for (const right of [region, "center"]) {
      expect(await outcomeOf({ region: right }, { kind, host })).toEqual(["OK", ""]);
    }
    for (const wrong of [other, region.toUpperCase(), "Center", "*"]) {
      const [code, message] = await outcomeOf({ region: wrong }, { kind, host });
      expect(code).toBe("IncompleteSignature");
      expect(message).toContain(`for region "${wrong}", and the Host is of ${region}`);
    }
  });

  it.each(["Kms", "kms", "KMS"])("is the product %s for KMS, and not for STS", async (product) => {
    expect(await outcomeOf({ product })).toEqual(["OK", ""]);
    const headers = { "x-acs-version": "2015-04-01" };
    const atSts = { action: "GetCallerIdentity", headers, host: "sts.aliyuncs.com" };
    expect((await outcomeOf({ product }, atSts))[0]).toBe("IncompleteSignature");
    expect(await outcomeOf({ product: "Sts", region: "center" }, atSts)).toEqual(["OK", ""]);
  });

  it.each(["Sts", "Ecs", "Kms2", "k"])("is not the product %s for KMS", async (product) => {
    const [code, message] = await outcomeOf({ product });
    expect(code).toBe("IncompleteSignature");
    expect(message).toContain(`for product "${product}", and the request is for kms`);
  });

  it("is looked at before anything is performed", async () => {
    await outcomeOf({ region: "cn-beijing" }, { action: "CreateKey" });
    await outcomeOf({ product: "Ecs" }, { action: "CreateKey" });
    const { total } = await service.store
      .scoped({ account: "1000000000000000", region: "cn-hangzhou" })
      .keys.read.list({}, { offset: 0, limit: 10 });
    expect(total).toBe(0);
  });

  it("is not told to someone whose signature is wrong", async () => {
    const request = acs(
      "ACS4-HMAC-SHA256",
      "GenerateDataKey",
      {},
      { signer: { accessKeyId: "root", secret: "wrong" }, scope: { region: "cn-beijing" } },
    );
    expect(refusalIn(await service.gateways.public.handle(request)).code).toBe("SignatureDoesNotMatch");
  });
});
