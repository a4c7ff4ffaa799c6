import { beforeEach, describe, expect, it } from "vitest";
import { acs, ci, v1 } from "./requests.ts";
import { ask, createService, refusalIn, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

describe("SignatureDoesNotMatch", () => {
  const wrong = { signer: { ...ci, secret: "wrong" } };

  it("ends in the very string that the server signed", async () => {
    const parameters = { SignatureNonce: "n", Timestamp: "2026-01-02T03:04:05Z" };
    const { message } = refusalIn(await service.send("DescribeRegions", parameters, wrong));
    const [, stringToSign] = message.split("server string to sign is:");
    expect(stringToSign).toBe(
      "POST&%2F&AccessKeyId%3DLTAI-ci%26Action%3DDescribeRegions%26Format%3DJSON%26SignatureMethod%3DHMAC-SHA1" +
        "%26SignatureNonce%3Dn%26SignatureVersion%3D1.0%26Timestamp%3D2026-01-02T03%253A04%253A05Z%26Version%3D2016-01-20",
    );
  });

  it("ends in it in XML too, and for a header scheme", async () => {
    const inXml = await service.send("DescribeRegions", { Format: "XML" }, wrong);
    const ofAcs = await ask(service, acs("ACS4-HMAC-SHA256", "DescribeRegions", {}, wrong));
    expect(refusalIn(inXml).message).toMatch(/server string to sign is:POST&%2F&AccessKeyId[^ ]+2016-01-20$/);
    expect(refusalIn(ofAcs).message).toMatch(/server string to sign is:ACS4-HMAC-SHA256\n[0-9a-f]{64}$/);
  });

  it("holds neither secret nor the right signature", async () => {
    const right = v1("DescribeRegions", { SignatureNonce: "n" }, { signer: ci });
    const signature = /Signature=([^&]+)&?/.exec(right.target)?.[1] ?? "";
    const { body } = await service.send("DescribeRegions", { SignatureNonce: "n" }, wrong);
    expect(signature).not.toBe("");
    for (const secret of [ci.secret, signature, decodeURIComponent(signature)]) {
      expect(body).not.toContain(secret);
    }
  });
});
