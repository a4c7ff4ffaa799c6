import { createHmac } from "node:crypto";
import { encodeBase64 } from "@keyferry/protocol";
import { signV1 } from "@keyferry/signature";
import { beforeEach, describe, expect, it } from "vitest";
import { createExplainingService, everythingIn, type ExplainingService } from "./explaining-service.ts";
import { acs, bytes, ci, v1, withHeader } from "../../gateway/test/requests.ts";
import { ask } from "../../gateway/test/service.ts";

let service: ExplainingService;
beforeEach(async () => {
  service = await createExplainingService();
});

const Plaintext = encodeBase64(bytes("attack at dawn"));
const parameters = { KeyId: "alias/a", Plaintext, EncryptionContext: '{"tenant":"blue whale"}' };
const wrong = { signer: { ...ci, secret: "wrong" } };
const clientText = "x-keyferry-string-to-sign";

/** A V1 request whose signature a client made over this text. */
function signedOver(text: (proper: string) => string, key = `${ci.secret}&`) {
  const sent = v1("Encrypt", { ...parameters, Signature: undefined }, { signer: ci });
  const all = new Map(new URL(sent.target, "http://host").searchParams);
  const { stringToSign } = signV1({ method: "POST", parameters: all }, bytes(ci.secret));
  const mac = createHmac("sha1", key).update(text(stringToSign)).digest("base64");
  return { ...sent, target: `${sent.target}&Signature=${encodeURIComponent(mac)}` };
}

describe("a signature that does not match", () => {
  it("of a client with a known bad habit is explained for certain", async () => {
    const request = signedOver((text) => text, ci.secret);
    const explanation = await service.explanationOf(await ask(service, request));
    expect(explanation).toMatchObject({
      code: "SignatureDoesNotMatch",
      operation: "Encrypt",
      message: "Specified signature is not matched with our calculation.",
      signature: {
        scheme: "V1",
        cause: "deviation",
        matches: [[{ name: "no ampersand behind the secret" }]],
      },
    });
    expect(explanation.advice.join()).toContain("V1 signs under the secret followed by `&`");
  });

  it("of another secret is said to be probably that", async () => {
    const explanation = await service.explanationOf(await service.send("Encrypt", parameters, wrong));
    expect(explanation.signature?.cause).toBe("unknown");
    expect(explanation.advice[0]).toContain("The secret is probably wrong");
  });

  it("shows what the server signs, with what may be secret masked", async () => {
    const explanation = await service.explanationOf(await service.send("Encrypt", parameters, wrong));
    const { stringToSign = "" } = explanation.signature ?? {};
    expect(stringToSign).toMatch(
      /^POST&%2F&AccessKeyId%3DLTAI-ci%26Action%3DEncrypt%26EncryptionContext%3D\[masked\]%26/,
    );
    expect(stringToSign).toContain("%26Plaintext%3D[masked]%26SignatureMethod%3DHMAC-SHA1");
  });

  it("of an ACS request shows the canonical request", async () => {
    const response = await ask(service, acs("ACS3-HMAC-SHA256", "Encrypt", parameters, wrong));
    const { signature } = await service.explanationOf(response);
    expect(signature?.canonicalRequest?.split("\n").slice(0, 5)).toEqual([
      "POST",
      "/",
      "EncryptionContext=[masked]&KeyId=[masked]&Plaintext=[masked]",
      "host:kms.cn-hangzhou.aliyuncs.com",
      "x-acs-action:Encrypt",
    ]);
  });
});

describe("what the client says it signed", () => {
  const send = async (text: string) =>
    service.explanationOf(
      await ask(service, withHeader(v1("Encrypt", parameters, wrong), clientText, encodeBase64(bytes(text)))),
    );

  it("is compared with what the server signs", async () => {
    const explanation = await send("POST&%2F&AccessKeyId%3DLTAI-ci%26Action%3DDecrypt%26Format%3DJSON");
    expect(explanation.signature?.difference).toEqual({
      of: "string to sign",
      at: 42,
      before: "POST&%2F&AccessKeyId%3DLTAI-ci%26Action%3D",
      server: expect.stringMatching(/^Encrypt%26EncryptionContext%3D\[masked\]/) as unknown,
      client: "Decrypt%26Format%3DJSON",
    });
  });

  it("is masked like the server's text", async () => {
    const { signature } = await send(`POST&%2F&Plaintext%3D${encodeURIComponent(Plaintext)}%26Odd%3Dthing`);
    expect(signature?.difference?.client).toBe("Plaintext%3D[masked]%26[masked]%3D[masked]");
  });

  it("proves the secret wrong when both are the same", async () => {
    const request = v1("Encrypt", parameters, wrong);
    const all = new Map(new URL(request.target, "http://host").searchParams);
    const { stringToSign } = signV1({ method: "POST", parameters: all }, bytes("any"));
    const told = withHeader(request, clientText, encodeBase64(bytes(stringToSign)));
    const explanation = await service.explanationOf(await ask(service, told));
    expect(explanation.signature).toMatchObject({ cause: "secret" });
    expect(explanation.signature?.difference).toBeUndefined();
  });

  it("proves the secret right when the signature is over it", async () => {
    const text = (proper: string) => `${proper}%26Odd%3D1`;
    const sent = signedOver(text);
    const all = new Map(new URL(sent.target, "http://host").searchParams);
    const { stringToSign } = signV1({ method: "POST", parameters: all }, bytes(ci.secret));
    const told = withHeader(sent, clientText, encodeBase64(bytes(text(stringToSign))));
    expect((await service.explanationOf(await ask(service, told))).signature?.cause).toBe("text");
  });

  it.each([
    ["no base64", "%"],
    ["no UTF-8", encodeBase64(Uint8Array.of(0xff))],
    ["too long", encodeBase64(bytes("a".repeat(50_000)))],
  ])("is not read when it is %s, which is said", async (_, value) => {
    const response = await ask(service, withHeader(v1("Encrypt", parameters, wrong), clientText, value));
    const { advice, signature } = await service.explanationOf(response);
    expect(advice.at(-1)).toContain(`${clientText} was not read`);
    expect(signature?.difference).toBeUndefined();
  });

  it("changes nothing else: it need not be signed, and a right signature stays right", async () => {
    for (const right of [v1("DescribeRegions"), acs("ACS3-HMAC-SHA256", "DescribeRegions")]) {
      const response = await ask(service, withHeader(right, clientText, "nonsense"));
      expect(response.status).toBe(200);
      expect(response.headers).not.toHaveProperty("x-keyferry-explain");
    }
  });
});

describe("a request that is large", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`P${String(index)}`, "1"]));
  const tooLarge = "more than 200 parameters, or more than 16 kB is signed";

  it.each([
    ["200 parameters", many(200 - 9)],
    ["16,384 characters", { Padding: "a".repeat(16_000) }],
  ])("is diagnosed up to %s", async (_, parameters) => {
    const habit = { signer: { ...ci, secret: `${ci.secret} ` } };
    const explanation = await service.explanationOf(await service.send("DescribeRegions", parameters, habit));
    expect(explanation.signature?.matches).toEqual([[{ name: "blanks around the secret" }]]);
  });

  it.each([
    ["parameters", many(200)],
    ["characters", { Padding: "a".repeat(16_384) }],
  ])("is not diagnosed when it has more %s, and says so", async (_, parameters) => {
    const explanation = await service.explanationOf(await service.send("DescribeRegions", parameters, wrong));
    expect(explanation.signature).toMatchObject({ cause: "too large", matches: [], attempts: 0 });
    expect(explanation.advice[0]).toContain(tooLarge);
    expect(explanation.signature?.stringToSign).toMatch(/^POST&%2F&AccessKeyId%3DLTAI-ci%26/);
  });

  it("is not diagnosed for its signed headers or its body either", async () => {
    for (const request of [
      acs(
        "ACS3-HMAC-SHA256",
        "DescribeRegions",
        {},
        { ...wrong, headers: { "x-acs-a": "a".repeat(16_384) } },
      ),
      acs(
        "ACS4-HMAC-SHA256",
        "DescribeRegions",
        { Padding: "a".repeat(16_384) },
        { ...wrong, place: "form" },
      ),
    ]) {
      const { signature, advice } = await service.explanationOf(await ask(service, request));
      expect(signature?.cause).toBe("too large");
      expect(signature?.canonicalRequest).toMatch(/^POST\n\/\n\n/);
      expect(advice[0]).toContain(tooLarge);
    }
  });

  it("does not count headers that are not signed", async () => {
    const request = withHeader(v1("DescribeRegions", {}, wrong), "x-other", "a".repeat(100_000));
    const { signature } = await service.explanationOf(await ask(service, request));
    expect(signature?.cause).toBe("unknown");
  });

  it("keeps its secrets, however many they are", async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [
        `EncryptionContext.key${String(index)}`,
        `value${String(index)}`,
      ]),
    );
    const shown = everythingIn(await service.explanationOf(await service.send("Encrypt", parts, wrong)));
    expect(shown).not.toMatch(/key\d|value\d/);
  });
});

describe("a time that is refused", () => {
  it.each([
    ["2026-01-02T11:04:05Z", "The request's time is 8 hours ahead of the server's", "UTC+08:00"],
    ["2026-01-02T02:34:05Z", "The request's time is 30 minutes behind the server's", "UTC-00:30"],
    ["2025-12-02T03:04:05Z", "The request's time is 31 days behind the server's", "Set the client's clock"],
    ["1767323045", "It seems to be seconds since 1970", "YYYY-MM-DDThh:mm:ssZ"],
    ["2026-01-02T11:04:05+08:00", "It has an offset from UTC in place of Z", "in UTC"],
  ])("%s: %s", async (Timestamp, first, second) => {
    const { advice } = await service.explanationOf(await service.send("DescribeRegions", { Timestamp }));
    expect(advice[0]).toContain(first);
    expect(advice[1]).toContain(second);
  });
});

describe("a nonce that was used", () => {
  it("is explained", async () => {
    await service.send("DescribeRegions", { SignatureNonce: "once" });
    const again = await service.send("DescribeRegions", { SignatureNonce: "once" });
    const { code, advice } = await service.explanationOf(again);
    expect([code, advice.join()]).toEqual(["SignatureNonceUsed", expect.stringContaining("every request")]);
  });
});

describe("a part of a signature that is missing", () => {
  it.each([
    ["Signature", "MissingSignature"],
    ["AccessKeyId", "MissingAccessKeyId"],
    ["Timestamp", "MissingTimestamp"],
    ["SignatureMethod", "IncompleteSignature"],
  ])("%s: %s", async (name, code) => {
    const explanation = await service.explanationOf(
      await service.send("Encrypt", { ...parameters, [name]: undefined }),
    );
    expect(explanation.code).toBe(code);
    expect(explanation.advice).toHaveLength(1);
    expect(explanation.signature).toBeUndefined();
  });
});

describe("nothing secret", () => {
  it("is in an explanation, whatever the client did with it", async () => {
    const sent = {
      ...parameters,
      SecurityToken: "token/secret",
      AccessKeySecret: ci.secret,
      Plain: Plaintext,
    };
    const texts = [
      undefined,
      `POST&%2F&Plaintext%3D${Plaintext}`,
      `${Plaintext}\n${ci.secret}\n${parameters.EncryptionContext}`,
      `POST\n/\nPlaintext=${Plaintext}&Plain=${Plaintext}\nx-acs-security-token:token/secret\n`,
    ];
    for (const text of texts) {
      for (const request of [v1("Encrypt", sent, wrong), acs("ACS4-HMAC-SHA256", "Encrypt", sent, wrong)]) {
        const told =
          text === undefined ? request : withHeader(request, clientText, encodeBase64(bytes(text)));
        const response = await ask(service, told);
        const shown = everythingIn(await service.explanationOf(response));
        for (const secret of [Plaintext, "dawn", ci.secret, "token/", "blue", "tenant"]) {
          expect(shown).not.toContain(secret);
        }
      }
    }
  });

  it("is in one of a context that was sent in parts", async () => {
    const sent = { KeyId: "alias/a", Plaintext, "EncryptionContext.tenant": "blue" };
    for (const sending of [{}, wrong]) {
      const shown = everythingIn(await service.explanationOf(await service.send("Encrypt", sent, sending)));
      expect(shown).not.toContain("tenant");
      expect(shown).not.toContain("blue");
    }
  });

  it("is in one of a context that is malformed", async () => {
    const EncryptionContext = '{"tenant":"a","tenant":"b"}';
    const response = await service.send("Encrypt", { KeyId: "alias/a", Plaintext, EncryptionContext });
    // Not even the answer says which.
    expect(response.body).toContain("has a key twice");
    expect(response.body).not.toContain("tenant");
    const explanation = await service.explanationOf(response);
    expect(everythingIn(explanation)).not.toContain("tenant");
  });
});
