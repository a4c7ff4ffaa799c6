import { createFailureLimit, type GatewayRequest } from "@keyferry/gateway";
import { StoreError } from "@keyferry/store";
import { describe, expect, it } from "vitest";
import { acs, bytes, ci, root, v1, withHeader, type Sending } from "./requests.ts";
import { createService, outcomeIn, refusalIn } from "./service.ts";

const sending = { path: "/beside/operations", body: "{}", headers: { "content-type": "application/json" } };
const signed = (more: Sending = {}) => acs("ACS3-HMAC-SHA256", "Control", {}, { ...sending, ...more });
const work = async () => ({ done: true });

describe("a signed request that asks for no operation", () => {
  it("is answered to whoever has signed it, and told of", async () => {
    const service = await createService();
    const response = await service.answerSigned(signed({ signer: ci }), async ({ type, name }, facts) => {
      facts.control = "something";
      service.timer.now += 3;
      return { type, name };
    });
    expect(JSON.parse(response.body)).toEqual({ type: "user", name: "ci" });
    expect(service.answered).toMatchObject([
      {
        requestId: response.headers["x-acs-request-id"],
        gateway: "public",
        status: 200,
        code: undefined,
        duration: 3,
        facts: {
          control: "something",
          accessKey: { id: ci.accessKeyId, known: true },
          principal: { name: "ci" },
        },
      },
    ]);
  });

  it.each<readonly [string, GatewayRequest]>([
    ["ACS4", acs("ACS4-HMAC-SHA256", "Control", {}, sending)],
    ["V1", v1("Control", {})],
  ])("is refused under %s", async (_scheme, request) => {
    const service = await createService();
    const { code, message } = refusalIn(await service.answerSigned(request, work));
    expect(code).toBe("IncompleteSignature");
    expect(message).toContain("sign by ACS3-HMAC-SHA256");
    expect(service.answered).toMatchObject([{ code: "IncompleteSignature" }]);
  });

  it("is refused with another body or path than was signed, and when it comes again", async () => {
    const service = await createService();
    const request = signed();
    const outcome = async (it: GatewayRequest) => outcomeIn(await service.answerSigned(it, work));
    expect(await outcome({ ...request, target: "/beside/others" })).toBe("SignatureDoesNotMatch");
    expect(await outcome({ ...request, body: bytes('{"other":1}') })).toBe("SignatureDoesNotMatch");
    expect(await outcome(request)).toBe("OK");
    expect(await outcome(request)).toBe("SignatureNonceUsed");
  });

  it("is refused as operations are: a store that is busy is 503, and told of as a fault", async () => {
    const service = await createService();
    const response = await service.answerSigned(signed(), async () => {
      throw new StoreError("unavailable", "it is busy");
    });
    expect([response.status, outcomeIn(response)]).toEqual([503, "ServiceUnavailableTemporary"]);
    expect(service.faults).toHaveLength(1);
  });

  it("is told when to come again where too many have failed", async () => {
    const service = await createService({ failureLimit: createFailureLimit(1, () => 0) });
    const request = signed();
    await service.answerSigned(withHeader(request, "x-acs-content-sha256", "0".repeat(64)), work);
    const response = await service.answerSigned(signed({ signer: { ...root, secret: "another" } }), work);
    expect(response.status).toBe(429);
    expect(Number(response.headers["x-acs-retry-after"])).toBeGreaterThan(0);
  });
});
