import {
  encodeRequest,
  everyOperation,
  parseRequest,
  type FieldRow,
  type IdentifierKind,
  type Operation,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { membersOf } from "./registry-arbitraries.ts";
import { refusalOf } from "./refusal.ts";

const uuid = "202b9877-5a25-46e3-a763-e20791b5aaaa";
const inside = "key-hzz62f1cb66fa42qo1234";
const kst = "kst-hzz62f1cb66fa42qo1234";
const arn = (resource: string, place = "cn-hangzhou:1000000000000000") => `acs:kms:${place}:${resource}`;
const longest = `alias/${"x".repeat(255)}`;

/** Identifiers that a service like this one could have made, here or elsewhere. */
const wellFormed: Readonly<Record<IdentifierKind, readonly string[]>> = {
  key: [
    uuid,
    "00000000-0000-0000-0000-000000000000",
    inside,
    "alias/a",
    "alias/A_b-c/d",
    "alias/acs/mse",
    longest,
    arn(`key/${uuid}`),
    arn(`key/${inside}`),
    arn("alias/orders"),
    arn(longest),
    arn(`key/${uuid}`, "cn-beijing:2000000000000000"),
    arn(longest, `${"r".repeat(64)}:${"9".repeat(32)}`),
  ],
  "key version": [uuid, `${inside}-6a7b8c9d0e`],
  alias: ["alias/a", "alias/A_b-c/d", longest],
  instance: [kst],
  secret: [
    "a",
    "orders/password",
    "A_b/c+d=e.f@g-h",
    "s".repeat(192),
    arn("secret/orders/password"),
    arn("secret/a", "cn-beijing:2000000000000000"),
  ],
  "client key": [`KAAP.${uuid}`],
  access: ["a", "Office_1.b-c", "kst-a.efkd", "x".repeat(192)],
};

/** What is near to an identifier, and none. */
const malformed: Readonly<Record<IdentifierKind, readonly string[]>> = {
  key: [
    ...around(uuid),
    ...around(inside),
    ...around("alias/orders"),
    ...around(arn(`key/${uuid}`)),
    uuid.toUpperCase(),
    uuid.replaceAll("-", ""),
    `${uuid}abc`,
    uuid.replace("b", "g"),
    uuid.slice(1),
    `{${uuid}}`,
    `urn:uuid:${uuid}`,
    `${inside}5`,
    inside.slice(0, -1),
    inside.toUpperCase(),
    inside.replace("key-", "key_"),
    `${inside}-6a7b8c9d0e`,
    kst,
    "alias/",
    "alias/a b",
    "alias/a.b",
    "alias/é",
    `${longest}x`,
    "Alias/orders",
    "orders",
    "none",
    "*",
    "__proto__",
    arn(""),
    arn("key"),
    arn("key/"),
    arn("key/none"),
    arn("key/*"),
    arn("alias/"),
    arn(`secret/${uuid}`),
    arn(`keystore/${kst}`),
    arn(`key/${uuid}`, "cn-hangzhou:"),
    arn(`key/${uuid}`, ":1000000000000000"),
    arn(`key/${uuid}`, "cn-hangzhou:me"),
    arn(`key/${uuid}`, "CN-HANGZHOU:1000000000000000"),
    arn(`key/${uuid}`, "*:*"),
    arn(`key/${uuid}`, `${"r".repeat(65)}:1`),
    arn(`key/${uuid}`, `r:${"9".repeat(33)}`),
    `acs:oss:cn-hangzhou:1000000000000000:key/${uuid}`,
    `arn:acs:kms:cn-hangzhou:1000000000000000:key/${uuid}`,
    "x".repeat(250_000),
    `alias/${"x".repeat(250_000)}`,
  ],
  "key version": [
    ...around(uuid),
    ...around(`${inside}-6a7b8c9d0e`),
    uuid.toUpperCase(),
    `${uuid}abc`,
    inside,
    `${inside}-6a7b8c9d0`,
    `${inside}-6a7b8c9d0ef`,
    `${inside}-6A7B8C9D0E`,
    "alias/a",
    arn(`key/${uuid}`),
    "version-a",
    "x".repeat(36),
    "-".repeat(36),
    "x".repeat(250_000),
  ],
  alias: [
    ...around("alias/orders"),
    "alias/",
    "orders",
    "Alias/a",
    "alias/acs",
    "alias/acs/mse",
    "alias/acsounts",
    "alias/a b",
    "alias/a.b",
    arn("alias/orders"),
    uuid,
    `${longest}x`,
    `alias/${"x".repeat(250_000)}`,
  ],
  secret: [
    ...around("orders"),
    "a b",
    "a!b",
    "é",
    "s".repeat(193),
    arn("secret/"),
    arn("secret/a b"),
    arn(`key/${uuid}`),
    "$Auto",
    "*",
    "x".repeat(250_000),
  ],
  "client key": [...around(`KAAP.${uuid}`), uuid, `KAAP.${uuid.toUpperCase()}`, `kaap.${uuid}`, "KAAP.none"],
  access: [
    ...around("office"),
    "a b",
    "a/b",
    "a:b",
    "é",
    "*",
    "x".repeat(193),
    arn("network/a"),
    "x".repeat(250_000),
  ],
  instance: [
    ...around(kst),
    kst.toUpperCase(),
    `${kst}5`,
    kst.slice(0, -1),
    "none",
    inside,
    uuid,
    arn(`keystore/${kst}`),
  ],
};

/** A text with what people leave at its ends, and with what makes two lines of it. */
function around(text: string): readonly string[] {
  return [
    ` ${text}`,
    `${text} `,
    `${text}\n`,
    `\n${text}`,
    `${text}\0`,
    `${text}\n${text}`,
    `"${text}"`,
    `${text},${text}`,
  ];
}

const all: readonly Operation[] = Object.values(everyOperation);
const rows = all.flatMap((operation) =>
  operation.fields.flatMap((field) => (field.identifies === undefined ? [] : [[operation, field] as const])),
);
const cases = rows.map(([operation, field]) => [operation.name, field.name, operation, field] as const);

/** Parameters that hold a sound request of each operation. */
const sound = new Map(
  all.map((operation) => {
    const requests = membersOf(operation.request._zod.def.shape).filter((request) =>
      Object.values(request).every((member) => member !== ""),
    );
    const [request = {}] = fc.sample(requests, { numRuns: 1, seed: 1 });
    return [operation, encodeRequest(operation, request)] as const;
  }),
);

/** Parameters that hold a request, with one of them as it is to be read. */
function withField(operation: Operation, field: FieldRow, value: string): ReadonlyMap<string, string> {
  return new Map([...(sound.get(operation) ?? []), [field.name, value]]);
}

describe("identifiers", () => {
  it("are all fields that are named after one, but for what lives in another service, or may be of several kinds", () => {
    const others = [
      // Of a kind that there is not.
      "CertificateId",
      // Of a managed data key: whoever has made it has chosen its name.
      "DataKeyName",
      "DataKeyVersionId",
      "ExternalId",
      // What people call an instance.
      "InstanceName",
      // Of what is to be made for the access of applications.
      "Name",
      "PolicyName",
      // Of a key, or the name of a secret: ResourceType says which.
      "ResourceId",
      "RoleArn",
      "RoleSessionName",
      // Of a secret that is to be made.
      "SecretName",
      "VSwitchIds",
      // Of a secret: its maker has chosen it.
      "VersionId",
      "VpcId",
      "ZoneIds",
    ];
    const named = all.flatMap(({ fields }) => fields.filter(({ name }) => /(?:Ids?|Name|Arn)$/.test(name)));
    const found = named.filter(({ identifies }) => identifies === undefined).map(({ name }) => name);
    expect([...new Set(found)].toSorted()).toEqual(others);
  });

  it("of one name are of one kind everywhere", () => {
    const kinds = new Set(rows.map(([, { name, identifies }]) => `${name}: ${identifies ?? ""}`));
    expect([...kinds].toSorted()).toEqual([
      "AapName: access",
      "AliasName: alias",
      "ClientKeyId: client key",
      "DKMSInstanceId: instance",
      "DestinationKeyId: key",
      "EncryptionKeyId: key",
      "KeyId: key",
      "KeyVersionId: key version",
      "KmsInstanceId: instance",
      "Name: access",
      "ProtectedResourceArn: key",
      "SecretName: secret",
      "SourceKeyId: key",
      "SourceKeyVersionId: key version",
    ]);
  });

  it.each(cases)("%s takes every form of %s", (_operation, name, operation, field) => {
    for (const value of wellFormed[field.identifies ?? "key"]) {
      expect(parseRequest(operation, withField(operation, field, value))).toHaveProperty(name, value);
    }
  });

  it.each(cases)("%s refuses a %s of any other form, and names it", (_operation, name, operation, field) => {
    for (const value of malformed[field.identifies ?? "key"]) {
      const refused = refusalOf(() => parseRequest(operation, withField(operation, field, value)));
      expect([refused.code, refused.status]).toEqual(["InvalidParameter", 400]);
      expect(refused.message).toMatch(
        new RegExp(`^The specified parameter is not valid\\. ${name}: (?:must be |is longer than )[^]*\\.$`),
      );
      if (value.length > 10) expect(refused.message).not.toContain(value);
    }
  });

  it.each(cases)("%s has a form for %s that is read in one pass", (_operation, name, operation) => {
    const schema: unknown = withoutOptional(operation.request._zod.def.shape[name] as z.core.$ZodType);
    const checks = schema instanceof z.ZodMiniString ? (schema._zod.def.checks ?? []) : [];
    const patterns = checks.flatMap(({ _zod: { def } }) =>
      "pattern" in def && def.pattern instanceof RegExp ? [def.pattern.source] : [],
    );
    expect(patterns).toHaveLength(1);
    expect(patterns[0]).toMatch(/^\^[^]*\$$/);
    // A bound for every repetition: the text beyond it is not read.
    expect(patterns[0]).not.toMatch(/[*+]|\{\d+,\}/);
  });
});

/** The schema that an optional one wraps, or the schema itself. */
function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema._zod.def.innerType : schema;
}
