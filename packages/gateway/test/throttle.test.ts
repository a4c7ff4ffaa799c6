import { createThrottle } from "@keyferry/gateway";
import { encodeBase64, operations, ServiceError } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { bytes, start } from "./requests.ts";
import { account, createService, outcomeIn, refusalIn } from "./service.ts";

const { ReEncrypt, Encrypt, DescribeKey } = operations;

function refusalOf(count: () => void): ServiceError | undefined {
  try {
    count();
    return undefined;
  } catch (error) {
    return error as ServiceError;
  }
}

describe("a throttle", () => {
  const second = Date.UTC(2026, 0, 1);

  it("lets through as many calls within a second as are documented, and says when more may come", () => {
    const throttle = createThrottle();
    for (let i = 0; i < 750; i++) throttle.count(account, ReEncrypt, second + 600);
    expect(
      refusalOf(() => {
        throttle.count(account, ReEncrypt, second + 700);
      }),
    ).toMatchObject({
      code: "Rejected.Throttling",
      status: 429,
      message: expect.stringMatching(/^QPS Limit Exceeded .*ReEncrypt 750 times a second/) as unknown,
      retryAfter: 300,
    });
    expect(
      refusalOf(() => {
        throttle.count(account, ReEncrypt, second + 1000);
      }),
    ).toBeUndefined();
  });

  it("counts each operation and each account for itself", () => {
    const throttle = createThrottle();
    for (let i = 0; i < 750; i++) throttle.count(account, ReEncrypt, second);
    expect(
      refusalOf(() => {
        throttle.count(account, Encrypt, second);
      }),
    ).toBeUndefined();
    expect(
      refusalOf(() => {
        throttle.count("2000000000000000", ReEncrypt, second);
      }),
    ).toBeUndefined();
    expect(
      refusalOf(() => {
        throttle.count(account, ReEncrypt, second);
      }),
    ).toBeDefined();
  });

  it("does not limit what has no documented limit", () => {
    const throttle = createThrottle();
    for (let i = 0; i < 5000; i++) throttle.count(account, DescribeKey, second);
    expect(
      refusalOf(() => {
        throttle.count(account, DescribeKey, second);
      }),
    ).toBeUndefined();
  });
});

describe("a gateway with a throttle", () => {
  it("answers 429 with x-acs-retry-after, to a dry run too, and only for the account that was too fast", async () => {
    const throttle = createThrottle();
    const { send, newKey } = await createService({ throttle });
    const KeyId = await newKey();
    const request = { KeyId, Plaintext: encodeBase64(bytes("a")) };
    for (let i = 0; i < 999; i++) throttle.count(account, Encrypt, start);
    expect(outcomeIn(await send("Encrypt", request))).toBe("OK");
    const response = await send("Encrypt", { ...request, DryRun: "true" });
    expect(response.status).toBe(429);
    expect(refusalIn(response).code).toBe("Rejected.Throttling");
    expect(response.headers["x-acs-retry-after"]).toBe("1000");
    expect(outcomeIn(await send("DescribeKey", { KeyId }))).toBe("OK");
  });

  it("counts no request whose signature is wrong", async () => {
    const throttle = createThrottle();
    const { send } = await createService({ throttle });
    for (let i = 0; i < 999; i++) throttle.count(account, Encrypt, start);
    expect(outcomeIn(await send("Encrypt", { Signature: "wrong" }))).toBe("SignatureDoesNotMatch");
    expect(outcomeIn(await send("Encrypt"))).toBe("MissingParameter");
    expect(outcomeIn(await send("Encrypt"))).toBe("Rejected.Throttling");
  });

  it("does not limit the dedicated gateway, whose limits are its instance's", async () => {
    const throttle = createThrottle();
    const { send } = await createService({ throttle });
    for (let i = 0; i < 1000; i++) throttle.count(account, Encrypt, start);
    expect(outcomeIn(await send("Encrypt", {}, { kind: "dedicated" }))).toBe("MissingParameter");
  });
});
