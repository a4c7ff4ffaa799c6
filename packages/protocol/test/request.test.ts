import {
  createNetworkRule,
  decodeBase64,
  defineOperation,
  encodeRequest,
  exportDataKey,
  generateDataKey,
  parseRequest,
  scheduleKeyDeletion,
  sharedGateways,
  updateNetworkRule,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { parameters, refusalOf } from "./refusal.ts";

const sent = {
  CiphertextBlob: "AAEC",
  PublicKeyBlob: "AwQF",
  WrappingKeySpec: "EC_SM2",
  WrappingAlgorithm: "SM2PKE",
};

describe("parseRequest", () => {
  it("gives bytes, numbers and lists", () => {
    expect(parseRequest(exportDataKey, parameters({ ...sent, EncryptionContext: '{"a":"b"}' }))).toEqual({
      CiphertextBlob: decodeBase64("AAEC"),
      PublicKeyBlob: decodeBase64("AwQF"),
      WrappingKeySpec: "EC_SM2",
      WrappingAlgorithm: "SM2PKE",
      EncryptionContext: [["a", "b"]],
    });
  });

  it("tolerates parameters that the operation does not know, with and without dots", () => {
    const extras = {
      Action: "ExportDataKey",
      RegionId: "cn-hangzhou",
      "Extra.1": "x",
      __proto__x: "y",
      "": "z",
    };
    const withProto = parameters({ ...sent, ...extras })
      .set("__proto__", "x")
      .set("constructor.a", "x");
    expect(parseRequest(exportDataKey, withProto)).toEqual(parseRequest(exportDataKey, parameters(sent)));
  });

  it("takes an empty optional parameter for an absent one", () => {
    const request = parseRequest(
      generateDataKey,
      parameters({ KeyId: "alias/a", KeySpec: "", NumberOfBytes: "", EncryptionContext: "", Recipient: "" }),
    );
    expect(request).toEqual({ KeyId: "alias/a" });
  });

  it("takes an empty description for one where it takes the place of another", () => {
    const empty = parameters({ Name: "office", Description: "", SourcePrivateIp: "" });
    expect(parseRequest(updateNetworkRule, empty)).toEqual({ Name: "office", Description: "" });
    expect(encodeRequest(updateNetworkRule, { Name: "office", Description: "" }).get("Description")).toBe("");
    const made = { ...Object.fromEntries(empty), Type: "Private" };
    expect(parseRequest(createNetworkRule, parameters(made))).toEqual({ Name: "office", Type: "Private" });
  });

  it.each(Object.keys(sent))("says that %s is missing, absent or empty", (name) => {
    const absent = parameters(sent);
    absent.delete(name);
    for (const incomplete of [absent, parameters({ ...sent, [name]: "" })]) {
      const error = refusalOf(() => parseRequest(exportDataKey, incomplete));
      expect(error.code).toBe("MissingParameter");
      expect(error.status).toBe(400);
      expect(error.message).toBe(`The parameter "${name}" is needed but not provided.`);
    }
  });

  it("says which parameter is invalid, and why", () => {
    const error = refusalOf(() =>
      parseRequest(scheduleKeyDeletion, parameters({ KeyId: "alias/a", PendingWindowInDays: "6" })),
    );
    expect(error.code).toBe("InvalidParameter");
    expect(error.status).toBe(400);
    expect(error.message).toBe(
      "The specified parameter is not valid. PendingWindowInDays: must be a whole number from 7 to 366.",
    );
  });

  it("refuses a context sent in parts, and says what arrived and what is expected", () => {
    const flattened = parameters({ ...sent, "EncryptionContext.a": "1", "EncryptionContext.b": "2" });
    const error = refusalOf(() => parseRequest(exportDataKey, flattened));
    expect(error.code).toBe("InvalidParameter");
    expect(error.message).toBe(
      "The specified parameter is not valid. EncryptionContext: arrived in parts, as EncryptionContext.*;" +
        " it must be one parameter, EncryptionContext, that holds JSON text" +
        " (a typed call of an old SDK sends it so: hand it the JSON text).",
    );
  });

  it("refuses parts beside the whole, and empty parts", () => {
    for (const part of [
      { EncryptionContext: "{}", "EncryptionContext.a": "1" },
      { "EncryptionContext.a": "" },
    ]) {
      expect(refusalOf(() => parseRequest(exportDataKey, parameters({ ...sent, ...part }))).code).toBe(
        "InvalidParameter",
      );
    }
  });
});

describe("encodeRequest", () => {
  it("is undone by parseRequest, and leaves absent fields out", () => {
    const request = parseRequest(exportDataKey, parameters(sent));
    expect(Object.fromEntries(encodeRequest(exportDataKey, request))).toEqual(sent);
  });

  it("refuses what is not of the field's type", () => {
    const wrong = { KeyId: "alias/a", PendingWindowInDays: "7" as unknown as number };
    expect(refusalOf(() => encodeRequest(scheduleKeyDeletion, wrong))).toMatchObject({
      code: "InvalidParameter",
    });
  });
});

describe("repeated lists", () => {
  const tagResources = defineOperation({
    name: "TagResources",
    summary: "Tags resources",
    request: {
      ResourceId: z.array(z.string()),
      Tag: z.optional(z.array(z.object({ Key: z.string(), Value: z.optional(z.string()) }))),
    },
    answer: {},
    dryRun: false,
    repeatable: true,
    gateways: sharedGateways,
    plane: "management",
    states: { Enabled: null, Disabled: null, PendingDeletion: null, PendingImport: null },
    errors: [],
  });
  const read = (values: Readonly<Record<string, string>>) => parseRequest(tagResources, parameters(values));

  it("are marked in the table of fields", () => {
    expect(tagResources.fields).toMatchObject([
      { name: "ResourceId", required: true, repeated: true, secret: false },
      { name: "Tag", required: false, repeated: true, secret: false },
    ]);
  });

  it("are gathered from numbered parameters: texts and objects", () => {
    const request = read({
      "ResourceId.1": "a",
      "ResourceId.2": "b",
      "Tag.1.Key": "k",
      "Tag.1.Value": "v",
      "Tag.2.Key": "l",
    });
    expect(request).toEqual({ ResourceId: ["a", "b"], Tag: [{ Key: "k", Value: "v" }, { Key: "l" }] });
  });

  it("are refused as one parameter, which would be taken for no list at all", () => {
    const run = () => read({ "ResourceId.1": "a", ResourceId: '["b"]' });
    expect(refusalOf(run).message).toBe(
      "The specified parameter is not valid. " +
        "ResourceId: is a list, whose items are parameters of their own: ResourceId.1, ResourceId.2 and so on.",
    );
    expect(read({ "ResourceId.1": "a", ResourceId: "" })).toEqual({ ResourceId: ["a"] });
  });

  it("are in the order of their numbers, however they arrive, and close their gaps", () => {
    expect(read({ "ResourceId.10": "c", "ResourceId.2": "b", "ResourceId.1": "a" }).ResourceId).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("hold 100 items", () => {
    expect(read({ "ResourceId.100": "z" }).ResourceId).toEqual(["z"]);
  });

  it.each([
    ["ResourceId.0"],
    ["ResourceId.101"],
    ["ResourceId.01"],
    ["ResourceId.-1"],
    ["ResourceId.1e1"],
    ["ResourceId."],
    ["ResourceId.a"],
    ["ResourceId.9999999999"],
  ])("refuse %s", (name) => {
    expect(refusalOf(() => read({ [name]: "x" })).message).toBe(
      `The specified parameter is not valid. ResourceId: has no item ${name}; items are 1 to 100.`,
    );
  });

  it.each([[{ "Tag.1": "x", "Tag.1.Key": "k" }], [{ "Tag.1.Key": "k", "Tag.1": "x" }]])(
    "refuse an item in two forms: %j",
    (values) => {
      expect(refusalOf(() => read({ "ResourceId.1": "a", ...values })).message).toContain(
        "Tag: has item 1 twice, once whole and once in parts.",
      );
    },
  );

  it("refuse an item of the wrong form, and one with a member missing", () => {
    for (const values of [{ "ResourceId.1.Key": "k" }, { "ResourceId.1": "a", "Tag.1.Value": "v" }]) {
      expect(refusalOf(() => read(values)).code).toBe("InvalidParameter");
    }
  });

  it("take __proto__ for a member like any other", () => {
    expect(read({ "ResourceId.1": "a", "Tag.1.Key": "k", "Tag.1.__proto__": "x" }).Tag).toEqual([
      { Key: "k" },
    ]);
  });

  it("are missing when no item arrives", () => {
    expect(refusalOf(() => read({ ResourceId: "a" })).code).toBe("MissingParameter");
  });

  it("are numbered from 1 when they are encoded", () => {
    const request = { ResourceId: ["a", "b"], Tag: [{ Key: "k", Value: "v" }, { Key: "l" }] };
    const encoded = encodeRequest(tagResources, request);
    expect([...encoded]).toEqual([
      ["ResourceId.1", "a"],
      ["ResourceId.2", "b"],
      ["Tag.1.Key", "k"],
      ["Tag.1.Value", "v"],
      ["Tag.2.Key", "l"],
    ]);
    expect(parseRequest(tagResources, encoded)).toEqual(request);
  });
});
