import {
  asymmetricEncrypt,
  asymmetricSign,
  asymmetricVerify,
  decodeBase64,
  encodeBase64,
  parseRequest,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

describe("base64", () => {
  it.each([
    "Zg",
    "Zg=",
    "Z",
    "Zg===",
    "Zh==",
    "Zm9=",
    "Zm8",
    "Z g==",
    "Zg==\n",
    "Zm-_",
    "====",
    "Zg==Zg==",
    "é===",
  ])("refuses %j", (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});

describe("a parameter of bytes", () => {
  const named = {
    KeyId: "alias/a",
    KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb",
    Algorithm: "SM2PKE",
  };
  const read = (Plaintext: string) =>
    parseRequest(asymmetricEncrypt, parameters({ ...named, Plaintext })).Plaintext;

  it("is bytes inside", () => {
    expect(read("AAEC")).toEqual(Uint8Array.of(0, 1, 2));
  });

  it("has its documented bound, to the byte", () => {
    expect(read(encodeBase64(new Uint8Array(6144)))).toHaveLength(6144);
    expect(refusalOf(() => read(encodeBase64(new Uint8Array(6145)))).message).toBe(
      "The specified parameter is not valid. Plaintext: is longer than 6144 bytes.",
    );
  });

  it("is refused by its length before it is looked at", () => {
    expect(refusalOf(() => read("!".repeat(1_000_000))).message).toContain("is longer than 6144 bytes");
  });

  it("is refused when it is not strict base64", () => {
    expect(refusalOf(() => read("Zh==")).message).toBe(
      "The specified parameter is not valid. Plaintext: is not base64.",
    );
  });
});

describe.each([
  ["AsymmetricSign", asymmetricSign],
  ["AsymmetricVerify", asymmetricVerify],
])("the digest of %s", (_, operation) => {
  const read = (length: number) => {
    const Digest = encodeBase64(new Uint8Array(length));
    const rest = {
      KeyId: "alias/a",
      KeyVersionId: "2ab1a983-7072-4bbc-a582-584b5bd8bbbb",
      Algorithm: "ECDSA_SHA_256",
      Value: "AA==",
    };
    return parseRequest(operation, parameters({ ...rest, Digest })).Digest;
  };

  it("has 32 bytes", () => {
    expect(read(32)).toEqual(new Uint8Array(32));
  });

  it.each([
    [31, "is shorter than 32 bytes"],
    [33, "is longer than 32 bytes"],
    [64, "is longer than 32 bytes"],
  ])("does not have %i", (length, reason) => {
    expect(refusalOf(() => read(length)).message).toBe(
      `The specified parameter is not valid. Digest: ${reason}.`,
    );
  });

  it("is not left out", () => {
    expect(refusalOf(() => read(0)).code).toBe("MissingParameter");
  });
});
