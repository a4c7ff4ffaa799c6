import { describeRegions, encrypt, encodeBase64 } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { acs, bytes, v1, type AcsScheme, type Parameters, type Sending } from "./requests.ts";
import {
  answerOf,
  ask,
  createService,
  formatOf,
  outcomeIn,
  refusalIn,
  uuid,
  type Service,
} from "./service.ts";

let service: Service;
let KeyId: string;
beforeAll(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

const awkward = () => ({
  KeyId,
  Plaintext: encodeBase64(bytes("+/=&?%")),
  EncryptionContext: JSON.stringify({ "a*b": "~é' (\"&=+%", 密: "" }),
});

describe("a V1 request", () => {
  it.each<[string, Sending]>([
    ["GET, all in the query", { method: "GET" }],
    ["POST, all in the query, no body", { method: "POST" }],
    [
      "POST, all in the query, a form's content type over no body",
      { headers: { "content-type": "application/x-www-form-urlencoded" } },
    ],
    ["POST, all in the form", { place: "form" }],
    ["POST, split between query and form", { place: "split" }],
    [
      "POST, the form's content type with a charset and in capitals",
      { place: "form", headers: { "content-type": "Application/X-WWW-Form-Urlencoded; charset=utf-8" } },
    ],
    [
      "POST, with unsigned x-acs headers beside it",
      { headers: { "x-acs-action": "ListKeys", "x-acs-version": "1" } },
    ],
  ])("passes: %s", async (_, sending) => {
    const response = await ask(service, v1("Encrypt", awkward(), sending));
    expect(answerOf(encrypt, response).KeyId).toBe(KeyId);
  });

  it("passes with a + for a space, and with characters raw that need not be encoded", async () => {
    const request = v1("Encrypt", { ...awkward(), EncryptionContext: '{"a": "*~\'()!"}' });
    const target = request.target
      .replaceAll("%20", "+")
      .replaceAll("%2A", "*")
      .replaceAll("%7E", "~")
      .replaceAll("%27", "'")
      .replaceAll("%28", "(")
      .replaceAll("%29", ")")
      .replaceAll("%21", "!")
      .replaceAll("%2F", "/");
    expect(target).not.toBe(request.target);
    expect(outcomeIn(await ask(service, { ...request, target }))).toBe("OK");
  });

  it("passes with lower-case hex, empty parts and its parameters in any order", async () => {
    const { target, ...request } = v1("Encrypt", awkward());
    const parts = target.slice(2).replaceAll("%2F", "%2f").split("&");
    const turned = `/?&${parts.toReversed().join("&&")}&`;
    expect(outcomeIn(await ask(service, { ...request, target: turned }))).toBe("OK");
  });

  it("passes with milliseconds in its timestamp, and without a nonce", async () => {
    const parameters = { Timestamp: "2026-01-02T03:04:05.678Z", SignatureNonce: undefined };
    expect(outcomeIn(await service.send("DescribeRegions", parameters))).toBe("OK");
  });

  it("passes with empty parameters, which it signs", async () => {
    const parameters = { SignatureType: "", Description: "", SecurityToken: "", EncryptionContext: "" };
    expect(outcomeIn(await service.send("CreateKey", parameters))).toBe("OK");
  });

  it("does not have a body read that is no form", async () => {
    const request = v1("Encrypt", awkward(), { headers: { "content-type": "application/json" } });
    expect(outcomeIn(await ask(service, { ...request, body: bytes("%%%") }))).toBe("OK");
  });
});

describe.each<AcsScheme>(["ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"])("an %s request", (scheme) => {
  it.each<[string, Sending]>([
    ["POST, parameters in the query", {}],
    ["GET, parameters in the query", { method: "GET" }],
    ["POST, parameters in the form", { place: "form" }],
    ["with its host's port", { host: "kms.cn-hangzhou.aliyuncs.com:7788" }],
  ])("passes: %s", async (_, sending) => {
    const response = await ask(service, acs(scheme, "Encrypt", awkward(), sending));
    expect(answerOf(encrypt, response).KeyId).toBe(KeyId);
  });

  it("takes its action from its header, whatever its parameters say", async () => {
    const response = await ask(service, acs(scheme, "Encrypt", { ...awkward(), Action: "ListKeys" }));
    expect(answerOf(encrypt, response).KeyId).toBe(KeyId);
  });

  it("fails when its form is another than it signed", async () => {
    const request = acs(scheme, "Encrypt", awkward(), { place: "form" });
    const body = bytes(`${new TextDecoder().decode(request.body)}&DryRun=true`);
    expect(outcomeIn(await ask(service, { ...request, body }))).toBe("SignatureDoesNotMatch");
  });

  it("fails when its query is another than it signed", async () => {
    const request = acs(scheme, "Encrypt", awkward());
    const target = `${request.target}&DryRun=true`;
    expect(outcomeIn(await ask(service, { ...request, target }))).toBe("SignatureDoesNotMatch");
  });
});

describe("the form of an answer", () => {
  it.each<[string | undefined, "JSON" | "XML"]>([
    ["JSON", "JSON"],
    ["json", "JSON"],
    ["Json", "JSON"],
    ["XML", "XML"],
    ["xml", "XML"],
    [undefined, "XML"],
    ["", "XML"],
  ])("to a V1 request with Format %j is %s", async (Format, expected) => {
    const answered = await service.send("DescribeRegions", { Format });
    expect(formatOf(answered)).toBe(expected);
    expect(answerOf(describeRegions, answered).RequestId).toMatch(uuid);
    expect(formatOf(await service.send("DescribeKey", { Format }))).toBe(expected);
  });

  it.each<[Parameters, "JSON" | "XML"]>([
    [{}, "JSON"],
    [{ Format: "XML" }, "XML"],
    [{ Format: "json" }, "JSON"],
  ])("to an ACS request with %j is %s", async (parameters, expected) => {
    const answered = await ask(service, acs("ACS3-HMAC-SHA256", "DescribeRegions", parameters));
    expect(formatOf(answered)).toBe(expected);
    const refused = await ask(service, acs("ACS3-HMAC-SHA256", "DescribeKey", parameters));
    expect(formatOf(refused)).toBe(expected);
  });

  it("that nobody knows is InvalidParameter, in the default form", async () => {
    const toV1 = await service.send("DescribeRegions", { Format: "YAML" });
    const toAcs = await ask(service, acs("ACS3-HMAC-SHA256", "DescribeRegions", { Format: "YAML" }));
    expect([formatOf(toV1), formatOf(toAcs)]).toEqual(["XML", "JSON"]);
    for (const response of [toV1, toAcs]) {
      expect(refusalIn(response).code).toBe("InvalidParameter");
      expect(refusalIn(response).message).toContain("Format");
    }
  });

  it("has the operation's name at its root in XML, and nothing named Code in JSON", async () => {
    const { body } = await service.send("DescribeRegions", { Format: "XML" });
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><DescribeRegionsResponse>/);
    expect(JSON.parse((await service.send("DescribeRegions")).body)).not.toHaveProperty("Code");
  });

  it("is not to be kept by anybody, and names the request in a header too", async () => {
    const { headers, body } = await service.send("DescribeRegions");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-acs-request-id"]).toBe((JSON.parse(body) as { RequestId: string }).RequestId);
  });
});
