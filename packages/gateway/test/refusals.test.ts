import { maxRequestBytes, type GatewayRequest } from "@keyferry/gateway";
import { errorCatalogue } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { refusedRequests } from "./refused-requests.ts";
import { bytes, publicHost, start, v1 } from "./requests.ts";
import { ask, createService, formatOf, refusalIn, uuid, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

describe.each(["JSON", "XML"] as const)("a refusal in %s", (Format) => {
  it.each(refusedRequests)("%s: %s", async (code, _, make) => {
    const response = await ask(service, make({ Format }));
    const refusal = refusalIn(response);
    expect(formatOf(response)).toBe(Format);
    expect(refusal.code).toBe(code);
    expect(response.status).toBe(errorCatalogue[code].status);
    expect(refusal.message.startsWith(errorCatalogue[code].message)).toBe(true);
    expect(refusal.requestId).toBe(response.headers["x-acs-request-id"]);
    expect(service.answered).toMatchObject([{ code, status: response.status }]);
    expect(service.faults).toEqual([]);
  });
});

describe("an error's body", () => {
  it("has in JSON all members that clients know", async () => {
    const { body } = await service.send("NoSuchAction");
    expect(JSON.parse(body)).toEqual({
      RequestId: expect.stringMatching(uuid) as string,
      HostId: publicHost,
      Code: "InvalidAction.NotFound",
      Message: errorCatalogue["InvalidAction.NotFound"].message,
      Recommend: expect.stringContaining("InvalidAction.NotFound") as string,
      HttpStatus: 404,
    });
  });

  it("has the same members in XML, below Error", async () => {
    const { body } = await service.send("NoSuchAction", { Format: "XML" });
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Error><RequestId>/);
    expect([...body.matchAll(/<(\w+)>/g)].map(([, name]) => name)).toEqual([
      "Error",
      "RequestId",
      "HostId",
      "Code",
      "Message",
      "Recommend",
      "HttpStatus",
    ]);
  });

  it.each([
    [
      "a form that is too long",
      (request: GatewayRequest) => ({ ...request, body: new Uint8Array(maxRequestBytes + 1) }),
      "XML",
    ],
    [
      "a form with a broken part",
      (request: GatewayRequest) => ({ ...request, body: bytes("a=%&Format=JSON") }),
      "JSON",
    ],
  ] as const)("is as far as it can be read in the form that %s asks for", async (_, change, expected) => {
    const request = v1("DescribeRegions", {}, { place: "form" });
    expect(formatOf(await ask(service, change(request)))).toBe(expected);
  });
});

describe("refuse", () => {
  it("answers JSON to a request of which nothing is known, and tells of it", () => {
    const request = { headers: new Map([["host", "a host"]]), sourceAddress: "192.0.2.9", secure: false };
    const response = service.gateways.public.refuse("RequestEntityTooLarge", request);
    expect(response.status).toBe(413);
    expect(formatOf(response)).toBe("JSON");
    expect(JSON.parse(response.body)).toMatchObject({ HostId: "a host", Code: "RequestEntityTooLarge" });
    const requestId = response.headers["x-acs-request-id"];
    expect(service.answered).toEqual([
      {
        time: start,
        requestId,
        gateway: "public",
        sourceAddress: "192.0.2.9",
        duration: 0,
        status: 413,
        code: "RequestEntityTooLarge",
        facts: {},
      },
    ]);
  });

  it("answers even when an observer fails", async () => {
    const broken = await createService({
      onAnswered() {
        throw new Error("the disk is full");
      },
    });
    const request = { headers: new Map<string, string>(), sourceAddress: "192.0.2.9", secure: false };
    expect(broken.gateways.vpc.refuse("RequestEntityTooLarge", request).status).toBe(413);
    expect(broken.faults).toMatchObject([{ error: { message: "the disk is full" } }]);
  });
});
