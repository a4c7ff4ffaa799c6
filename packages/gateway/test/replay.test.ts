import { beforeEach, describe, expect, it } from "vitest";
import { acs, ci, v1 } from "./requests.ts";
import { ask, createService, outcomeIn, refusalIn, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

describe("the clock of a request", () => {
  it.each(["2026-01-02T02:49:05Z", "2026-01-02T03:19:05Z"])(
    "may be off by 15 minutes: %s",
    async (Timestamp) => {
      expect(outcomeIn(await service.send("DescribeRegions", { Timestamp }))).toBe("OK");
    },
  );

  it("is told what the server's says", async () => {
    const response = await service.send("DescribeRegions", { Timestamp: "2025-01-02T03:04:05Z" });
    expect(refusalIn(response).message).toContain("2026-01-02T03:04:05.000Z");
  });
});

describe("a nonce", () => {
  const minute = 60_000;

  it("is used once, in either scheme", async () => {
    for (const request of [v1("DescribeRegions"), acs("ACS3-HMAC-SHA256", "DescribeRegions")]) {
      expect(outcomeIn(await ask(service, request))).toBe("OK");
      expect(outcomeIn(await ask(service, request))).toBe("SignatureNonceUsed");
    }
  });

  it("is used on all gateways alike", async () => {
    const request = v1("DescribeRegions", {}, { host: "127.0.0.1" });
    expect(outcomeIn(await service.gateways.public.handle(request))).toBe("OK");
    expect(outcomeIn(await service.gateways.vpc.handle(request))).toBe("SignatureNonceUsed");
  });

  it("is passed once by two requests at once", async () => {
    const request = v1("DescribeRegions");
    const outcomes = (await Promise.all([ask(service, request), ask(service, request)])).map(outcomeIn);
    expect(outcomes.sort()).toEqual(["OK", "SignatureNonceUsed"]);
  });

  it("is another key's own affair", async () => {
    const SignatureNonce = "the same";
    expect(outcomeIn(await service.send("DescribeRegions", { SignatureNonce }))).toBe("OK");
    expect(outcomeIn(await service.send("DescribeRegions", { SignatureNonce }, { signer: ci }))).toBe("OK");
  });

  it("is not used up by a request whose signature is wrong", async () => {
    const SignatureNonce = "mine";
    await service.send("DescribeRegions", { SignatureNonce }, { signer: { ...ci, secret: "wrong" } });
    expect(outcomeIn(await service.send("DescribeRegions", { SignatureNonce }, { signer: ci }))).toBe("OK");
  });

  it("stays used for 30 minutes, as long as a request with it could pass by its time", async () => {
    const SignatureNonce = "again";
    const sendAt = (minutes: number) => {
      service.clock.now += minutes * minute;
      const Timestamp = `${new Date(service.clock.now).toISOString().slice(0, 19)}Z`;
      return service.send("DescribeRegions", { SignatureNonce, Timestamp });
    };
    expect(outcomeIn(await sendAt(0))).toBe("OK");
    expect(outcomeIn(await sendAt(29))).toBe("SignatureNonceUsed");
    expect(outcomeIn(await sendAt(1))).toBe("OK");
  });

  it("is needed where requireNonce is set, by V1 requests too", async () => {
    service = await createService({ requireNonce: true });
    for (const SignatureNonce of [undefined, ""]) {
      const response = await service.send("DescribeRegions", { SignatureNonce });
      expect(refusalIn(response).code).toBe("MissingParameter");
      expect(refusalIn(response).message).toContain('"SignatureNonce"');
    }
    expect(outcomeIn(await service.send("DescribeRegions"))).toBe("OK");
  });
});
