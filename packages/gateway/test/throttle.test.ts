import { createThrottle, type Throttle } from "@keyferry/gateway";
import {
  encodeBase64,
  operations,
  type ServiceError,
  throttleGroups,
  type Operation,
  type ThrottleGroup,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { bytes } from "./requests.ts";
import { account, createService, outcomeIn, refusalIn } from "./service.ts";

const { ReEncrypt, ExportDataKey, Encrypt, Decrypt, DescribeKey } = operations;
const groups = Object.keys(throttleGroups) as ThrottleGroup[];

type Counted = Pick<Operation, "throttleGroup">;

/** A throttle whose clock can be set. */
function throttleAt(now: number): Throttle & { readonly clock: { now: number } } {
  const clock = { now };
  return { ...createThrottle(() => clock.now), clock };
}

function refusalOf(throttle: Throttle, operation: Counted, caller = account): ServiceError | undefined {
  try {
    throttle.count(caller, operation);
    return undefined;
  } catch (error) {
    return error as ServiceError;
  }
}

function use(throttle: Throttle, operation: Counted, times: number): void {
  for (let i = 0; i < times; i++) throttle.count(account, operation);
}

describe("a throttle", () => {
  const second = Date.UTC(2026, 0, 1);

  it.each(groups)("lets through as many calls of a window as are documented: %s", (throttleGroup) => {
    const { calls, seconds } = throttleGroups[throttleGroup];
    const throttle = throttleAt(second);
    use(throttle, { throttleGroup }, calls);
    throttle.clock.now = second + seconds * 1000 - 1;
    expect(refusalOf(throttle, { throttleGroup })?.code).toBe("Rejected.Throttling");
    throttle.clock.now = second + seconds * 1000;
    expect(refusalOf(throttle, { throttleGroup })).toBeUndefined();
  });

  it("says what is limited, and when more may come", () => {
    const throttle = throttleAt(second + 600);
    use(throttle, ReEncrypt, 750);
    throttle.clock.now = second + 700;
    expect(refusalOf(throttle, ReEncrypt)).toMatchObject({
      code: "Rejected.Throttling",
      status: 429,
      message: "QPS Limit Exceeded an account may make 750 calls of ExportDataKey and ReEncrypt a second.",
      retryAfter: 300,
    });
  });

  it("counts operations of a group together, and others and other accounts for themselves", () => {
    const throttle = throttleAt(second);
    use(throttle, ReEncrypt, 375);
    use(throttle, ExportDataKey, 375);
    for (const operation of [ReEncrypt, ExportDataKey]) {
      expect(refusalOf(throttle, operation)?.code).toBe("Rejected.Throttling");
      expect(refusalOf(throttle, operation, "2000000000000000")).toBeUndefined();
    }
    for (const operation of [Encrypt, DescribeKey]) expect(refusalOf(throttle, operation)).toBeUndefined();
  });

  it("gives no second chance when its clock goes back", () => {
    const throttle = throttleAt(second);
    use(throttle, Encrypt, 1000);
    throttle.clock.now = second - 1;
    expect(refusalOf(throttle, Decrypt)?.retryAfter).toBe(1001);
    throttle.clock.now = second;
    expect(refusalOf(throttle, Decrypt)?.code).toBe("Rejected.Throttling");
    throttle.clock.now = second + 1000;
    expect(refusalOf(throttle, Decrypt)).toBeUndefined();
  });

  it("does not limit what has no documented limit", () => {
    const throttle = throttleAt(second);
    use(throttle, {}, 5000);
    expect(refusalOf(throttle, {})).toBeUndefined();
  });
});

describe("a gateway with a throttle", () => {
  it("answers 429 with x-acs-retry-after, to a dry run too, and only for the account that was too fast", async () => {
    const throttle = throttleAt(0);
    const { send, newKey } = await createService({ throttle });
    const KeyId = await newKey();
    const request = { KeyId, Plaintext: encodeBase64(bytes("a")) };
    use(throttle, Encrypt, 999);
    expect(outcomeIn(await send("Encrypt", request))).toBe("OK");
    const response = await send("Encrypt", { ...request, DryRun: "true" });
    expect(response.status).toBe(429);
    expect(refusalIn(response).code).toBe("Rejected.Throttling");
    expect(response.headers["x-acs-retry-after"]).toBe("1000");
    expect(outcomeIn(await send("DescribeKey", { KeyId }))).toBe("OK");
  });

  it("counts no request whose signature is wrong", async () => {
    const throttle = throttleAt(0);
    const { send } = await createService({ throttle });
    use(throttle, Encrypt, 999);
    expect(outcomeIn(await send("Encrypt", { Signature: "wrong" }))).toBe("SignatureDoesNotMatch");
    expect(outcomeIn(await send("Encrypt"))).toBe("MissingParameter");
    expect(outcomeIn(await send("Encrypt"))).toBe("Rejected.Throttling");
  });

  it("does not limit the dedicated gateway, whose limits are its instance's", async () => {
    const throttle = throttleAt(0);
    const { send } = await createService({ throttle });
    use(throttle, Encrypt, 1000);
    expect(outcomeIn(await send("Encrypt", {}, { kind: "dedicated" }))).toBe("MissingParameter");
  });
});
