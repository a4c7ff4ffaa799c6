import { createFailureLimit, type FailureLimit } from "@keyferry/gateway";
import { serviceError, type ServiceError, type ErrorCode } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { ci, off, root, v1, type Parameters, type Signer } from "./requests.ts";
import { ask, createService, outcomeIn, refusalIn, type Service } from "./service.ts";

const minute = 60_000;
const wrong = serviceError("SignatureDoesNotMatch");

let now: number;
let limit: FailureLimit;
beforeEach(() => {
  now = 10 * minute;
  limit = createFailureLimit(3, () => now);
});

const fail = (address: string, times = 1, id = "LTAI-guessed", error: unknown = wrong) => {
  for (let i = 0; i < times; i++) limit.failed(address, id, error);
};

function refusalOf(address: string, id = "LTAI-guessed"): ServiceError | undefined {
  try {
    limit.check(address, id);
    return undefined;
  } catch (error) {
    return error as ServiceError;
  }
}

describe("a limit of failed signatures", () => {
  it("refuses an address that has failed so often within a minute, until the minute is over", () => {
    fail("192.0.2.7", 2);
    expect(refusalOf("192.0.2.7")).toBeUndefined();
    fail("192.0.2.7");
    now += 15_000;
    expect(refusalOf("192.0.2.7")).toMatchObject({
      code: "Rejected.Throttling",
      status: 429,
      retryAfter: 45_000,
      message: expect.stringContaining("from 192.0.2.7 came 3 requests with a wrong signature") as string,
    });
    now = 11 * minute - 1;
    expect(refusalOf("192.0.2.7")).toBeDefined();
    now = 11 * minute;
    expect(refusalOf("192.0.2.7")).toBeUndefined();
  });

  it("gives no second chance when its clock goes back", () => {
    fail("192.0.2.7", 3);
    now -= minute;
    expect(refusalOf("192.0.2.7")).toBeDefined();
    now += minute;
    expect(refusalOf("192.0.2.7")).toBeDefined();
  });

  it.each([
    ["another address", "192.0.2.7", "192.0.2.8", false],
    ["the same in IPv6 form", "192.0.2.7", "::ffff:192.0.2.7", true],
    ["another address of the /64", "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true],
    ["another /64", "2001:db8:0:1::1", "2001:db8:0:2::1", false],
    ["what is no address, for itself", "fe80::1%eth0", "fe80::1%eth1", false],
  ])("counts %s: %s, %s", (_, one, other, together) => {
    fail(one, 3);
    expect(refusalOf(one)).toBeDefined();
    expect(refusalOf(other) !== undefined).toBe(together);
  });

  it.each<[ErrorCode, boolean]>([
    ["SignatureDoesNotMatch", true],
    ["InvalidAccessKeyId.NotFound", true],
    ["InvalidSecurityToken.Malformed", true],
    ["InvalidSecurityToken.MismatchWithAccessKey", true],
    ["InvalidSecurityToken.Expired", false],
    ["InvalidTimeStamp.Expired", false],
    ["SignatureNonceUsed", false],
    ["Rejected.Throttling", false],
    ["ServiceUnavailableTemporary", false],
  ])("counts what fails by its signature or access key: %s, %s", (code, counts) => {
    fail("192.0.2.7", 3, "LTAI-a", serviceError(code));
    expect(refusalOf("192.0.2.7") !== undefined).toBe(counts);
  });

  it("lets those go on who have signed rightly from there, until as many of their own fail", () => {
    limit.passed("192.0.2.7", "LTAI-good");
    fail("192.0.2.7", 50);
    expect(refusalOf("192.0.2.7", "LTAI-good")).toBeUndefined();
    expect(refusalOf("192.0.2.8", "LTAI-good")).toBeUndefined();
    expect(refusalOf("192.0.2.7", "LTAI-other")).toBeDefined();
    fail("192.0.2.7", 3, "LTAI-good");
    expect(refusalOf("192.0.2.7", "LTAI-good")).toBeDefined();
  });

  it("trusts nobody longer than an hour", () => {
    limit.passed("192.0.2.7", "LTAI-good");
    now += 60 * minute;
    fail("192.0.2.7", 3);
    expect(refusalOf("192.0.2.7", "LTAI-good")).toBeUndefined();
    now += minute;
    fail("192.0.2.7", 3);
    expect(refusalOf("192.0.2.7", "LTAI-good")).toBeDefined();
  });

  it("keeps ten thousand addresses and callers in mind, the newest", () => {
    const address = (n: number) => `10.${String(n >> 16)}.${String((n >> 8) & 255)}.${String(n & 255)}`;
    limit.passed("192.0.2.7", "LTAI-good");
    fail("192.0.2.7", 3);
    for (let n = 0; n < 9_999; n++) fail(address(n));
    expect(refusalOf("192.0.2.7")).toBeDefined();
    fail(address(9_999));
    expect(refusalOf("192.0.2.7")).toBeUndefined();
    for (let n = 0; n < 10_000; n++) limit.passed(address(n), "LTAI-good");
    fail("192.0.2.7", 3);
    expect(refusalOf("192.0.2.7", "LTAI-good")).toBeDefined();
  });
});

describe("a gateway with a limit of failed signatures", () => {
  let service: Service;
  beforeEach(async () => {
    service = await createService({ failureLimit: limit });
  });

  const outcomeOf = async (signer: Signer, parameters: Parameters = {}, sourceAddress = "192.0.2.7") =>
    outcomeIn(await ask(service, { ...v1("DescribeRegions", parameters, { signer }), sourceAddress }));
  const guess = { ...ci, secret: "guessed" };

  it("refuses even the right secret once an address has failed too often, and no other address", async () => {
    for (let i = 0; i < 3; i++) expect(await outcomeOf(guess)).toBe("SignatureDoesNotMatch");
    expect(await outcomeOf(guess)).toBe("Rejected.Throttling");
    expect(await outcomeOf(ci)).toBe("Rejected.Throttling");
    expect(await outcomeOf(ci, {}, "192.0.2.8")).toBe("OK");
    now += minute;
    expect(await outcomeOf(ci)).toBe("OK");
  });

  it("says when to come again, and writes down neither key nor secret", async () => {
    for (let i = 0; i < 4; i++) await outcomeOf({ accessKeyId: "LTAI-nobody", secret: "none" });
    const response = await ask(service, v1("DescribeRegions", {}, { signer: ci }));
    expect([response.status, response.headers["x-acs-retry-after"]]).toEqual([429, String(minute)]);
    expect(refusalIn(response).code).toBe("Rejected.Throttling");
    expect(service.answered.map(({ code }) => code)).toEqual([
      ...Array<string>(3).fill("InvalidAccessKeyId.NotFound"),
      ...Array<string>(2).fill("Rejected.Throttling"),
    ]);
    for (const { facts } of service.answered) expect(facts.accessKey?.known).toBe(false);
  });

  it("counts no request that is late, repeated, or of a key that is switched off", async () => {
    const SignatureNonce = "again";
    for (let i = 0; i < 5; i++) {
      await outcomeOf(ci, { Timestamp: "2025-01-02T03:04:05Z" });
      await outcomeOf(ci, { SignatureNonce });
      await outcomeOf(off);
    }
    expect(await outcomeOf(root)).toBe("OK");
  });

  it("does not let one caller shut another out", async () => {
    expect(await outcomeOf(root)).toBe("OK");
    for (let i = 0; i < 10; i++) await outcomeOf(guess);
    expect(await outcomeOf(root)).toBe("OK");
  });
});
