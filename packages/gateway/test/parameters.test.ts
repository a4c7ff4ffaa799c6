import { describeKey, encodeBase64, encrypt } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { v1, type Parameters } from "./requests.ts";
import { answerOf, ask, createService, outcomeIn, refusalIn, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
const Plaintext = "a";
const contextReason = "must be one parameter, EncryptionContext, that holds JSON text";

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

describe("a parameter", () => {
  it.each<[string, Parameters, string, string]>([
    ["missing", { Plaintext }, "MissingParameter", '"KeyId"'],
    ["empty though required", { KeyId: "", Plaintext }, "MissingParameter", '"KeyId"'],
    ["in another case", { keyId: "a", Plaintext }, "MissingParameter", '"KeyId"'],
    [
      "longer than 6,144 bytes",
      { KeyId: "alias/a", Plaintext: "a".repeat(6145) },
      "InvalidParameter",
      "Plaintext: is longer than 6144 bytes of UTF-8",
    ],
    [
      "longer than 6,144 bytes, though not than 6,144 characters",
      { KeyId: "alias/a", Plaintext: "密".repeat(2049) },
      "InvalidParameter",
      "Plaintext: is longer than 6144 bytes of UTF-8",
    ],
    ["a key name with a space", { KeyId: "a b", Plaintext }, "InvalidParameter", "KeyId"],
    [
      "a context that is a list",
      { KeyId: "alias/a", Plaintext, EncryptionContext: "[]" },
      "InvalidParameter",
      "EncryptionContext",
    ],
    [
      "a context with a number",
      { KeyId: "alias/a", Plaintext, EncryptionContext: '{"a":1}' },
      "InvalidParameter",
      "EncryptionContext",
    ],
    [
      "a context with a key twice",
      { KeyId: "alias/a", Plaintext, EncryptionContext: '{"a":"1","a":"2"}' },
      "InvalidParameter",
      "EncryptionContext",
    ],
    [
      "a context sent flattened",
      { KeyId: "alias/a", Plaintext, "EncryptionContext.a": "1", "EncryptionContext.b": "2" },
      "InvalidParameter",
      contextReason,
    ],
  ])("that is %s", async (_, parameters, code, named) => {
    const response = await service.send("Encrypt", parameters);
    expect(response.status).toBe(400);
    expect(refusalIn(response).code).toBe(code);
    expect(refusalIn(response).message).toContain(named);
  });

  it.each<[string, string, Parameters]>([
    ["Decrypt", "CiphertextBlob", { CiphertextBlob: "%%%" }],
    ["Decrypt", "CiphertextBlob", { CiphertextBlob: "YQ" }],
    ["Decrypt", "CiphertextBlob", { CiphertextBlob: "-_-_" }],
    ["GenerateDataKey", "NumberOfBytes", { NumberOfBytes: "0" }],
    ["GenerateDataKey", "NumberOfBytes", { NumberOfBytes: "1025" }],
    ["GenerateDataKey", "NumberOfBytes", { NumberOfBytes: "1e2" }],
    ["GenerateDataKey", "NumberOfBytes", { NumberOfBytes: "016" }],
    ["GenerateDataKey", "NumberOfBytes", { NumberOfBytes: "-1" }],
    ["GenerateDataKey", "KeySpec", { KeySpec: "AES_512" }],
    ["ScheduleKeyDeletion", "PendingWindowInDays", { PendingWindowInDays: "6" }],
    ["ScheduleKeyDeletion", "PendingWindowInDays", { PendingWindowInDays: "367" }],
    ["ListKeys", "PageSize", { PageSize: "101" }],
    ["ListKeys", "PageSize", { PageSize: "0" }],
    ["ListKeys", "PageNumber", { PageNumber: "0" }],
    ["ListKeys", "Filters", { Filters: '[{"Key":"Color","Values":["red"]}]' }],
    ["CreateKey", "EnableAutomaticRotation", { EnableAutomaticRotation: "yes" }],
    ["CreateKey", "Origin", { Origin: "EXTERNAl" }],
    ["CreateKey", "Tags", { Tags: '[{"TagKey":"aliyun1","TagValue":""}]' }],
  ])("of %s out of its range names itself: %s in %j", async (action, parameter, parameters) => {
    const response = await service.send(action, { KeyId, ...parameters });
    expect(refusalIn(response).code).toBe("InvalidParameter");
    expect(refusalIn(response).message).toContain(` ${parameter}: `);
  });

  it("that no operation knows is tolerated", async () => {
    const extra = { RegionId: "cn-beijing", "a.b.c": "1", __proto__x: "1", constructor: "1", "x y": "é" };
    const response = await service.send("DescribeKey", { KeyId, ...extra });
    expect(answerOf(describeKey, response).KeyMetadata.KeyId).toBe(KeyId);
  });

  it("named __proto__ is one that no operation knows", async () => {
    const parameters = Object.fromEntries([
      ["__proto__", "1"],
      ["KeyId", KeyId],
    ]);
    expect(outcomeIn(await service.send("DescribeKey", parameters))).toBe("OK");
  });

  it("that is optional and empty counts as absent", async () => {
    const response = await service.send("Encrypt", { KeyId, Plaintext, EncryptionContext: "" });
    const CiphertextBlob = encodeBase64(answerOf(encrypt, response).CiphertextBlob);
    expect(outcomeIn(await service.send("Decrypt", { CiphertextBlob }))).toBe("OK");
  });

  it("as JSON text may be spelt as one likes", async () => {
    const EncryptionContext = '{"b":"2", "a":"é"}';
    const response = await service.send("Encrypt", { KeyId, Plaintext, EncryptionContext });
    const CiphertextBlob = encodeBase64(answerOf(encrypt, response).CiphertextBlob);
    const open = async (context: string) =>
      outcomeIn(await service.send("Decrypt", { CiphertextBlob, EncryptionContext: context }));
    expect(await open('\n{ "a" : "\\u00e9" , "b":"\\u0032" }')).toBe("OK");
    expect(await open('{"a":"e","b":"2"}')).toBe("InvalidParameter");
  });
});

describe("a parameter that is there twice", () => {
  it.each([
    ["KeyId", "has the parameter KeyId twice."],
    ["EncryptionContext.tenant", "has a part of EncryptionContext twice."],
    ["a-misplaced-secret", "has a parameter that the API does not have twice."],
  ])("is named only if the API has it: %s", async (name, says) => {
    const request = v1("DescribeRegions");
    const target = `${request.target}&${name}=1&${name}=2`;
    const { code, message } = refusalIn(await ask(service, { ...request, target }));
    expect(code).toBe("ParseRequestParameterException");
    expect(message).toContain(says);
  });
});
