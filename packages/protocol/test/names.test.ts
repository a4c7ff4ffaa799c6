import {
  asymmetricSign,
  createAlias,
  createKey,
  describeKey,
  describeKeyVersion,
  exportDataKey,
  listAliasesByKeyId,
  listKeys,
  listKeyVersions,
  parseRequest,
  updateKeyDescription,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

describe("the name of a key", () => {
  const read = (KeyId: string) => parseRequest(describeKey, parameters({ KeyId })).KeyId;

  it.each([
    "202b9877-5a25-46e3-a763-e20791b5aaaa",
    "key-hzz62f1cb66fa42qo1234",
    "alias/orders",
    "alias/acs/mse",
    "acs:kms:cn-hangzhou:1000000000000000:key/202b9877-5a25-46e3-a763-e20791b5aaaa",
  ])("may be %s", (name) => {
    expect(read(name)).toBe(name);
  });
});

describe("the id of a key version", () => {
  const read = (KeyVersionId: string) =>
    parseRequest(describeKeyVersion, parameters({ KeyId: "alias/a", KeyVersionId })).KeyVersionId;

  it.each(["2ab1a983-7072-4bbc-a582-584b5bd8bbbb", "key-hzz62f1cb66fa42qo1234-6a7b8c9d0e"])(
    "may be %s",
    (id) => {
      expect(read(id)).toBe(id);
    },
  );
});

describe("AliasName", () => {
  const read = (AliasName: string) =>
    parseRequest(createAlias, parameters({ AliasName, KeyId: "alias/a" })).AliasName;

  it.each(["alias/a", "alias/A_b-c/d", `alias/${"x".repeat(255)}`])("may be %s", (name) => {
    expect(read(name)).toBe(name);
  });

  it.each([
    "alias/",
    "orders",
    "Alias/a",
    "alias/acs",
    "alias/acs/kms",
    "alias/a b",
    "alias/a.b",
    "alias/a\n",
    `alias/${"x".repeat(256)}`,
  ])("may not be %j", (name) => {
    expect(refusalOf(() => read(name)).message).toMatch(
      /^The specified parameter is not valid\. AliasName: /,
    );
  });
});

describe("one of the documented values", () => {
  const fields = {
    CiphertextBlob: "AAEC",
    PublicKeyBlob: "AAEC",
    WrappingKeySpec: "RSA_2048",
    WrappingAlgorithm: "RSAES_OAEP_SHA_256",
  };

  it.each([
    ["WrappingKeySpec", "RSA_2048"],
    ["WrappingKeySpec", "EC_SM2"],
    ["WrappingAlgorithm", "RSAES_OAEP_SHA_256"],
    ["WrappingAlgorithm", "RSAES_OAEP_SHA_1"],
    ["WrappingAlgorithm", "SM2PKE"],
  ])("of %s is %s", (name, value) => {
    expect(parseRequest(exportDataKey, parameters({ ...fields, [name]: value }))).toHaveProperty(name, value);
  });

  it.each(["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"])(
    "of the Algorithm of a signature is %s",
    (Algorithm) => {
      const signing = {
        KeyId: "alias/a",
        KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb",
        Digest: `${"A".repeat(43)}=`,
      };
      expect(parseRequest(asymmetricSign, parameters({ ...signing, Algorithm }))).toHaveProperty(
        "Algorithm",
        Algorithm,
      );
      const encrypting = parameters({ ...signing, Algorithm: "SM2PKE" });
      expect(refusalOf(() => parseRequest(asymmetricSign, encrypting)).message).toContain(" Algorithm: ");
    },
  );

  it("is refused in another case", () => {
    const run = () => parseRequest(exportDataKey, parameters({ ...fields, WrappingKeySpec: "rsa_2048" }));
    expect(refusalOf(run).message).toBe(
      "The specified parameter is not valid. WrappingKeySpec: is not one of RSA_2048, EC_SM2.",
    );
  });

  it.each(["RSA_1024", "toString"])("of KeySpec is not %s", (KeySpec) => {
    expect(refusalOf(() => parseRequest(createKey, parameters({ KeySpec }))).code).toBe("InvalidParameter");
  });
});

describe("a page", () => {
  it.each([
    ["PageSize", "101"],
    ["PageSize", "0"],
    ["PageNumber", "0"],
  ])("is refused with %s %s", (name, value) => {
    const sent = parameters({ KeyId: "alias/a", [name]: value });
    for (const operation of [listKeys, listKeyVersions, listAliasesByKeyId]) {
      expect(refusalOf(() => parseRequest(operation, sent)).code).toBe("InvalidParameter");
    }
  });
});

describe("the new description of a key", () => {
  const read = (Description: string) =>
    parseRequest(updateKeyDescription, parameters({ KeyId: "alias/a", Description })).Description;

  it("is any text of at most 8,192 characters", () => {
    expect(read("orders, 2026 (é, 密钥)\n")).toBe("orders, 2026 (é, 密钥)\n");
    expect(read("x".repeat(8192))).toHaveLength(8192);
    expect(refusalOf(() => read("x".repeat(8193))).message).toBe(
      "The specified parameter is not valid. Description: is longer than 8192 characters.",
    );
  });

  it("is not empty", () => {
    expect(refusalOf(() => read("")).code).toBe("MissingParameter");
  });
});
