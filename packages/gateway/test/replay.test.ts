import { beforeEach, describe, expect, it } from "vitest";
import { acs, ci, start, v1, withHeader } from "./requests.ts";
import { ask, createService, hosts, outcomeIn, refusalIn, type Service } from "./service.ts";

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

  const stamp = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
  const describeAt = (Timestamp: string) => service.send("DescribeRegions", { Timestamp });

  it("stays used for 31 minutes", async () => {
    const SignatureNonce = "again";
    const sendAt = (minutes: number) => {
      service.clock.now += minutes * minute;
      return service.send("DescribeRegions", { SignatureNonce, Timestamp: stamp(service.clock.now) });
    };
    expect(outcomeIn(await sendAt(0))).toBe("OK");
    expect(outcomeIn(await sendAt(30))).toBe("SignatureNonceUsed");
    service.clock.now += minute - 1000;
    expect(outcomeIn(await sendAt(0))).toBe("SignatureNonceUsed");
    service.clock.now += 1000;
    expect(outcomeIn(await sendAt(0))).toBe("OK");
  });

  it.each([-1000, -1, 0])(
    "is not taken twice at the end of what its request's time allows, nor by one that waits there: %i ms",
    async (before) => {
      for (let late = 0; late < 50; late++) {
        const sent = service.clock.now;
        const request = v1("DescribeRegions", { Timestamp: stamp(sent + 15 * minute) });
        expect(outcomeIn(await ask(service, request))).toBe("OK");
        service.clock.now = sent + 30 * minute + before;
        const racing = [ask(service, request), ask(service, request)];
        // The time passes between a request's arrival and its claim.
        service.clock.now += late * 1000;
        expect((await Promise.all(racing)).map(outcomeIn)).toEqual(Array(2).fill("SignatureNonceUsed"));
        service.clock.now = sent + 1000;
      }
    },
  );

  it.each([11, 20, 26, 41])("is not taken twice by a clock that goes back by %i minutes", async (back) => {
    const request = v1("DescribeRegions", { Timestamp: stamp(start + 15 * minute) });
    expect(outcomeIn(await ask(service, request))).toBe("OK");
    service.clock.now = start + 41 * minute;
    // What is over is forgotten as new nonces come.
    for (let i = 0; i < 5; i++) await describeAt(stamp(service.clock.now));
    service.clock.now -= back * minute;
    // On a gateway that has not seen the later time itself.
    const again = await service.gateways.vpc.handle(withHeader(request, "host", hosts.vpc));
    expect(outcomeIn(again)).toBe("InvalidTimeStamp.Expired");
  });

  it.each([
    [16, "OK"],
    [17, "InvalidTimeStamp.Expired"],
  ])("can be used by new requests after a clock has gone back by %i minutes: %s", async (back, outcome) => {
    await describeAt(stamp(service.clock.now));
    service.clock.now -= back * minute;
    const response = await describeAt(stamp(service.clock.now));
    expect(outcomeIn(response)).toBe(outcome);
    if (outcome !== "OK") expect(refusalIn(response).message).toContain("has gone back");
  });

  it("is needed by ACS requests, which official clients never send without", async () => {
    for (const scheme of ["ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const) {
      const headers = { "x-acs-signature-nonce": undefined };
      const response = await ask(service, acs(scheme, "DescribeRegions", {}, { headers }));
      expect(refusalIn(response).code).toBe("MissingParameter");
      expect(refusalIn(response).message).toContain('"x-acs-signature-nonce"');
    }
  });

  it("may be left out of V1 requests, as some official clients do", async () => {
    expect(outcomeIn(await service.send("DescribeRegions", { SignatureNonce: undefined }))).toBe("OK");
  });

  it("is needed by V1 requests too where requireNonce is set", async () => {
    service = await createService({ requireNonce: true });
    for (const SignatureNonce of [undefined, ""]) {
      const response = await service.send("DescribeRegions", { SignatureNonce });
      expect(refusalIn(response).code).toBe("MissingParameter");
      expect(refusalIn(response).message).toContain('"SignatureNonce"');
    }
    expect(outcomeIn(await service.send("DescribeRegions"))).toBe("OK");
  });
});
