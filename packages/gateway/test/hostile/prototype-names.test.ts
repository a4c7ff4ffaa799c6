import { beforeAll, describe, expect, it } from "vitest";
import { v1, withHeader, type Parameters } from "../requests.ts";
import { ask, createService, outcomeIn, type Service } from "../service.ts";
import { prototypeNames } from "./mutation.ts";

let service: Service;
let KeyId: string;
beforeAll(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

describe.each(prototypeNames)("%s", (name) => {
  const outcome = async (action: string, parameters: Parameters) =>
    outcomeIn(await service.send(action, parameters));
  const named = (value: string): Parameters => Object.fromEntries([[name, value]]);

  it("is an action that does not exist", async () => {
    expect(await outcome(name, { KeyId })).toBe("InvalidAction.NotFound");
  });

  it("is a version that does not exist", async () => {
    expect(await outcome("DescribeKey", { KeyId, Version: name })).toBe("InvalidVersion");
  });

  it("is a form that does not exist", async () => {
    expect(await outcome("DescribeKey", { KeyId, Format: name })).toBe("InvalidParameter");
  });

  it("is an access key, a region and a host that do not exist", async () => {
    const signer = { accessKeyId: name, secret: "" };
    expect(outcomeIn(await service.send("DescribeRegions", {}, { signer }))).toBe(
      "InvalidAccessKeyId.NotFound",
    );
    for (const host of [name, `kms.${name}.aliyuncs.com`]) {
      const request = withHeader(v1("DescribeRegions"), "host", host);
      expect(outcomeIn(await ask(service, request))).toBe("InvalidProduct.NotFound");
    }
  });

  it("is a parameter like any other that no operation knows", async () => {
    expect(await outcome("DescribeKey", { KeyId, ...named("1") })).toBe("OK");
    expect(await outcome("DescribeKey", named(KeyId))).toBe("MissingParameter");
  });

  it("is no value of a parameter that has some of its own", async () => {
    expect(await outcome("GenerateDataKey", { KeyId, KeySpec: name })).toBe("InvalidParameter");
    expect(await outcome("GenerateDataKey", { KeyId, DryRun: name })).toBe("InvalidParameter");
    expect(await outcome("CreateKey", { EnableAutomaticRotation: name })).toBe("InvalidParameter");
    expect(await outcome("ListKeys", { Filters: JSON.stringify([{ Key: name, Values: ["a"] }]) })).toBe(
      "InvalidParameter",
    );
  });

  it("is no id of a key, and an alias that is not found", async () => {
    expect(await outcome("DescribeKey", { KeyId: name })).toBe("InvalidParameter");
    expect(await outcome("DescribeKey", { KeyId: `alias/${name}` })).toBe("Forbidden.AliasNotFound");
  });

  it("is a key of a context like any other, and bound like any other", async () => {
    const EncryptionContext = JSON.stringify(Object.fromEntries([[name, "1"]]));
    const encrypted = await service.send("Encrypt", { KeyId, Plaintext: "AA==", EncryptionContext });
    const { CiphertextBlob } = JSON.parse(encrypted.body) as { CiphertextBlob: string };
    expect(await outcome("Decrypt", { CiphertextBlob, EncryptionContext })).toBe("OK");
    expect(await outcome("Decrypt", { CiphertextBlob })).toBe("InvalidParameter");
    const other = EncryptionContext.replace("1", "2");
    expect(await outcome("Decrypt", { CiphertextBlob, EncryptionContext: other })).toBe("InvalidParameter");
  });

  it("is a tag, a value of a tag and a description like any other", async () => {
    const Tags = JSON.stringify([{ TagKey: name, TagValue: name }]);
    const tagged = await service.newKey({ Tags, Description: name });
    const Filters = JSON.stringify([
      { Key: "TagKey", Values: [name] },
      { Key: "TagValue", Values: [name] },
    ]);
    const { body } = await service.send("ListKeys", { Filters });
    expect(body).toContain(tagged);
    expect(body).toContain('"TotalCount":1');
  });
});
