import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { operations, type Operation } from "../src/index.ts";
import { publishedOperations, type PublishedParameter } from "./published-operations.ts";

const defined = (Object.entries(operations) as readonly (readonly [string, Operation])[]).flatMap(
  ([name, operation]) => {
    const published = publishedOperations[name];
    return published === undefined ? [] : [{ name, operation, published }];
  },
);

/** Where a definition has another type than the published one, and why. */
const otherTypes: Readonly<Record<string, { readonly type: string; readonly why: string }>> = {
  ...Object.fromEntries(
    [
      "DeleteSecret.ForceDeleteWithoutRecovery",
      "GetRandomPassword.ExcludeLowercase",
      "GetRandomPassword.ExcludeNumbers",
      "GetRandomPassword.ExcludePunctuation",
      "GetRandomPassword.ExcludeUppercase",
      "GetRandomPassword.RequireEachIncludedType",
      "DescribeSecret.FetchTags",
      "ListSecrets.FetchTags",
      "ListSecretVersionIds.IncludeDeprecated",
    ].map((place) => [place, { type: "Boolean", why: "its documents have true and false as its values" }]),
  ),
  ...Object.fromEntries(
    [
      "CreateKey.RotationInterval",
      "CreateSecret.RotationInterval",
      "UpdateRotationPolicy.RotationInterval",
      "UpdateSecretRotationPolicy.RotationInterval",
    ].map((place) => [
      place,
      { type: "Integer", why: "it travels as a number and a unit, and is seconds inside" },
    ]),
  ),
  "GetRandomPassword.PasswordLength": { type: "Integer", why: "its documents have a number of characters" },
  "DeleteSecret.RecoveryWindowInDays": { type: "Integer", why: "its documents have a number of days" },
  "ReleaseKmsInstance.ForceDeleteWithoutBackup": {
    type: "Boolean",
    why: "its documents have true and false as its values",
  },
};

/** Operations that take more methods than the published ones: Terraform and the SDKs send these by POST. */
const moreMethods = ["GetClientKey", "ListClientKeys"];

describe("the published metadata", () => {
  it.each(defined)("$name takes the published methods", ({ name, operation, published }) => {
    const methods = moreMethods.includes(name) ? ["GET", "POST"] : published.methods;
    expect([...(operation.methods ?? ["GET", "POST"])].sort()).toEqual([...methods].sort());
  });

  it.each(defined)("$name has parameters of the published types", ({ name, operation, published }) => {
    const { properties = {} } = z.toJSONSchema(operation.request, { io: "output", unrepresentable: "any" });
    for (const { name: parameter, repeated } of operation.fields) {
      const row = published.parameters[parameter];
      if (row === undefined) continue;
      const type = repeated ? "RepeatList" : typeOf(properties[parameter]);
      const expected = otherTypes[`${name}.${parameter}`]?.type ?? simpleType(row);
      expect([parameter, type]).toEqual([parameter, expected]);
    }
  });

  it.each(defined)("$name has lists of the published members", ({ operation, published }) => {
    const { properties = {} } = z.toJSONSchema(operation.request, { io: "input", unrepresentable: "any" });
    for (const { name: parameter, repeated } of operation.fields) {
      const { members } = published.parameters[parameter] ?? {};
      if (!repeated || members === undefined) continue;
      const { items } = properties[parameter] as {
        items: { properties: object; required: readonly string[] };
      };
      expect(Object.keys(items.properties)).toEqual(Object.keys(members));
    }
  });

  it("is differed from where a reason stands, and nowhere else", () => {
    for (const name of moreMethods) expect(publishedOperations[name]?.methods).toEqual(["GET"]);
    for (const [place, { type }] of Object.entries(otherTypes)) {
      const [name = "", parameter = ""] = place.split(".");
      expect(publishedOperations[name]?.parameters[parameter]?.type).not.toBe(type);
    }
  });
});

/** The published type that a definition's value has. What is no number and no boolean travels as text. */
function typeOf(schema: unknown): string {
  const { type } = schema as { readonly type?: unknown };
  if (type === "number" || type === "integer") return "Integer";
  return type === "boolean" ? "Boolean" : "String";
}

/** Integer and Long differ in size alone, which the codecs bound. */
function simpleType({ type }: PublishedParameter): string {
  return type === "Long" ? "Integer" : type;
}
