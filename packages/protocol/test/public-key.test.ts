import { generateKeyPairSync } from "node:crypto";
import { encodeBase64, encodeRequest, exportDataKey, parseRequest } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const der = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
const pem = publicKey.export({ type: "spki", format: "pem" }).toString();

const request = (PublicKeyBlob: string) =>
  parseRequest(
    exportDataKey,
    parameters({
      CiphertextBlob: "AAEC",
      PublicKeyBlob,
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    }),
  );

describe("PublicKeyBlob", () => {
  it.each([
    ["base64 of DER", encodeBase64(der)],
    ["PEM", pem],
    ["PEM without its last line feed", pem.trimEnd()],
    ["PEM with CRLF", pem.replaceAll("\n", "\r\n")],
    ["PEM on one line", `-----BEGIN PUBLIC KEY-----\n${encodeBase64(der)}\n-----END PUBLIC KEY-----`],
  ])("is read from %s", (_form, text) => {
    expect(request(text).PublicKeyBlob).toEqual(der);
  });

  it("is sent as base64 of DER", () => {
    expect(encodeRequest(exportDataKey, request(pem)).get("PublicKeyBlob")).toBe(encodeBase64(der));
  });

  it.each([
    ["no base64", "not a key"],
    ["base64url", encodeBase64(der).replaceAll("+", "-").replaceAll("/", "_").slice(0, -4) + "-_-_"],
    ["base64 in lines", encodeBase64(der).replace(/(.{64})/, "$1\n")],
    ["another PEM label", pem.replaceAll("PUBLIC KEY", "RSA PUBLIC KEY")],
    ["a private key's label", pem.replaceAll("PUBLIC KEY", "PRIVATE KEY")],
    ["PEM without its end", pem.replace("-----END PUBLIC KEY-----", "")],
    ["PEM with text before it", `key:\n${pem}`],
    ["PEM with text behind it", `${pem}key`],
    ["two PEM keys", pem + pem],
    ["PEM with a comment inside", pem.replace("KEY-----\n", "KEY-----\nComment: mine\n")],
    ["empty PEM", "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----\n"],
    ["more than 8,192 characters", "A".repeat(8196)],
  ])("is refused: %s", (_form, text) => {
    expect(refusalOf(() => request(text))).toMatchObject({
      code: "InvalidParameter",
      message:
        "The specified parameter is not valid. PublicKeyBlob: must be the base64 of a DER SubjectPublicKeyInfo, or its PEM text.",
    });
  });
});
