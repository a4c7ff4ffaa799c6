import { encodeRequest, exportDataKeyToRecipients, parseRequest, ServiceError } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { refusalOf } from "./refusal.ts";

const CiphertextBlob = new Uint8Array(60).fill(1);
const one = {
  PublicKeyBlob: new Uint8Array([1, 2, 3]),
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_1",
} as const;
const two = { ...one, WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" } as const;

const parse = (parameters: ReadonlyMap<string, string>) =>
  parseRequest(exportDataKeyToRecipients, parameters).Recipients;
const encoded = () => encodeRequest(exportDataKeyToRecipients, { CiphertextBlob, Recipients: [one, two] });

describe("a list whose items are read each by itself", () => {
  it("travels as parameters of their own, and comes back in its order", () => {
    expect(Object.fromEntries(encoded())).toMatchObject({
      "Recipients.1.PublicKeyBlob": "AQID",
      "Recipients.1.WrappingKeySpec": "RSA_2048",
      "Recipients.2.WrappingAlgorithm": "SM2PKE",
    });
    expect(parse(encoded())).toEqual([one, two]);
  });

  it.each([
    ["PublicKeyBlob", "?", "InvalidParameter", "PublicKeyBlob: must be the base64"],
    ["WrappingKeySpec", "RSA_4096", "InvalidParameter", "WrappingKeySpec: is not one of"],
    ["WrappingAlgorithm", "", "MissingParameter", "WrappingAlgorithm"],
  ])("has a refusal in the place of an item whose %s is %j", (member, value, code, message) => {
    const [first, second] = parse(encoded().set(`Recipients.1.${member}`, value));
    expect(first).toBeInstanceOf(ServiceError);
    expect(first).toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(second).toEqual(two);
  });

  it("has a refusal in the place of an item without a member that it needs", () => {
    const parameters = encoded();
    parameters.delete("Recipients.2.PublicKeyBlob");
    const [first, second] = parse(parameters);
    expect(first).toEqual(one);
    expect(second).toMatchObject({ code: "MissingParameter" });
  });

  it.each([
    [
      "no item",
      () => new Map([...encoded()].filter(([name]) => !name.startsWith("Recipients"))),
      "MissingParameter",
    ],
    ["an item that is a text", () => encoded().set("Recipients.3", "AQID"), "InvalidParameter"],
    [
      "an item above the hundredth",
      () => encoded().set("Recipients.101.PublicKeyBlob", "AQID"),
      "InvalidParameter",
    ],
    ["a text in the place of the list", () => encoded().set("Recipients", "[]"), "InvalidParameter"],
  ])("is refused as a whole with %s", (_, parameters, code) => {
    expect(refusalOf(() => parse(parameters()))).toMatchObject({ code });
  });

  it("is not sent with an item that cannot be", () => {
    const wrong = { ...one, WrappingKeySpec: "RSA_4096" } as unknown as typeof one;
    const refusal = refusalOf(() =>
      encodeRequest(exportDataKeyToRecipients, { CiphertextBlob, Recipients: [two, wrong] }),
    );
    expect(refusal).toMatchObject({ code: "InvalidParameter" });
    expect(refusal.message).toContain("Recipients: 1.WrappingKeySpec");
  });
});
