import { listResourceTags, tagResource, untagResource } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createService, outcomeOf, type Service } from "./service.ts";

let service: Service;
let keyId: string;

beforeEach(async () => {
  service = await createService();
  keyId = await service.newKey();
});

const tag = (...texts: readonly string[]) =>
  texts.map((text) => {
    const [TagKey = "", TagValue = ""] = text.split("=");
    return { TagKey, TagValue };
  });
const give = (...texts: readonly string[]) =>
  service.call(tagResource, { KeyId: keyId, Tags: tag(...texts) });
const tagsOf = async (KeyId: string) =>
  (await service.call(listResourceTags, { KeyId })).Tags.map(
    ({ TagKey, TagValue }) => `${TagKey}=${TagValue}`,
  );

describe("TagResource", () => {
  it("gives a key tags; one that is there gets the value, and keeps its place", async () => {
    await give("one=1", "two=2");
    await give("three=", "one=other");
    expect(await tagsOf(keyId)).toEqual(["one=other", "two=2", "three="]);
  });

  it("takes an ARN for a key", async () => {
    const arn = `acs:kms:cn-hangzhou:1000000000000000:key/${keyId}`;
    await service.call(tagResource, { KeyId: arn, Tags: tag("team=pay") });
    expect(await tagsOf(arn)).toEqual(["team=pay"]);
  });

  it("gives a key at most 20 tags, and no part of too many", async () => {
    await give(...Array.from({ length: 19 }, (_, n) => `t${String(n)}=v`));
    expect(await outcomeOf(give("a=1", "b=2"))).toBe("Rejected.LimitExceeded");
    expect(await tagsOf(keyId)).toHaveLength(19);
    expect(await outcomeOf(give("a=1", "t0=other"))).toBe("OK");
  });

  it.each(["Disabled", "PendingImport"] as const)("is allowed while the key is %s", async (state) => {
    await service.setState(keyId, state);
    expect(await outcomeOf(give("a=1"))).toBe("OK");
  });

  it("changes nothing of a key that waits for its deletion", async () => {
    await give("a=1");
    await service.setState(keyId, "PendingDeletion");
    expect(await outcomeOf(give("b=2"))).toBe("Rejected.PendingDeletion");
    const removal = service.call(untagResource, { KeyId: keyId, TagKeys: ["a"] });
    expect(await outcomeOf(removal)).toBe("Rejected.PendingDeletion");
    expect(await tagsOf(keyId)).toEqual(["a=1"]);
  });

  const ofOne = { Tags: tag("a=1") };
  it.each([
    ["nothing", {}, "MissingParameter"],
    ["a key and a secret", { KeyId: "alias/a", SecretName: "a" }, "InvalidParameter"],
    ["a certificate", { CertificateId: "a" }, "UnsupportedOperation"],
    ["an unknown secret", { SecretName: "a" }, "Forbidden.ResourceNotFound"],
    ["an unknown alias", { KeyId: "alias/a" }, "Forbidden.AliasNotFound"],
    ["an unknown key", { KeyId: "11111111-1111-4111-8111-111111111111" }, "Forbidden.KeyNotFound"],
  ])("refuses %s", async (_, named, code) => {
    expect(await outcomeOf(service.call(tagResource, { ...named, ...ofOne }))).toBe(code);
    expect(await outcomeOf(service.call(untagResource, { ...named, TagKeys: ["a"] }))).toBe(code);
  });
});

describe("UntagResource", () => {
  it("takes tags away by their keys, whether they are there or not", async () => {
    await give("one=1", "two=2", "three=3");
    await service.call(untagResource, { KeyId: keyId, TagKeys: ["two", "none"] });
    expect(await tagsOf(keyId)).toEqual(["one=1", "three=3"]);
  });
});
