import {
  createApplicationAccessPoint,
  createNetworkRule,
  createPolicy,
  networkRulesIn,
  parseRequest,
  updatePolicy,
  type Operation,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";

const user = "RbacPermission/Template/CryptoServiceKeyUser";
const rule = { Name: "a", Type: "Private", SourcePrivateIp: "[]" };
const policy = { Name: "a", KmsInstance: "shared", Permissions: "[]", Resources: "[]" };
const point = { Name: "a", Policies: "[]" };
const many = (count: number, value: string) => JSON.stringify(Array(count).fill(value));

const read = (operation: Operation, sound: object, name: string, value: string): unknown =>
  parseRequest(operation, parameters({ ...sound, [name]: value }))[name as never];

describe("what gives applications access", () => {
  it.each<[Operation, object, string, string, unknown]>([
    [
      createNetworkRule,
      rule,
      "SourcePrivateIp",
      '["0.0.0.0/0","255.255.255.255/32"]',
      ["0.0.0.0/0", "255.255.255.255/32"],
    ],
    [createNetworkRule, rule, "SourcePrivateIp", many(800, "10.0.0.1"), Array(800).fill("10.0.0.1")],
    [createPolicy, policy, "KmsInstance", `kst-${"a".repeat(21)}`, `kst-${"a".repeat(21)}`],
    [createPolicy, policy, "Permissions", many(2, user), [user, user]],
    [
      createPolicy,
      policy,
      "Resources",
      '["key/*","key/key-a*","secret/a/b.c@d","secret/*"]',
      ["key/*", "key/key-a*", "secret/a/b.c@d", "secret/*"],
    ],
    [
      createPolicy,
      policy,
      "AccessControlRules",
      ' {\r\n"NetworkRules" : [ ] } ',
      ' {\r\n"NetworkRules" : [ ] } ',
    ],
    [createApplicationAccessPoint, point, "Policies", many(3, "p"), ["p", "p", "p"]],
  ])("is read as it was sent: %# %s", (operation, sound, name, value, expected) => {
    expect(read(operation, sound, name, value)).toEqual(expected);
  });

  it.each<[Operation, object, string, string]>([
    ...[
      "10.0.0.1",
      '["10.0.0.256"]',
      '["10.0.0.1/33"]',
      '["10.0.0.01"]',
      '["::1"]',
      '["10.0.0.1 "]',
      "[10]",
    ].map((value): [Operation, object, string, string] => [
      createNetworkRule,
      rule,
      "SourcePrivateIp",
      value,
    ]),
    [createNetworkRule, rule, "SourcePrivateIp", many(801, "10.0.0.1")],
    [createNetworkRule, rule, "Type", "Public"],
    [createPolicy, policy, "KmsInstance", "Shared"],
    [createPolicy, policy, "Permissions", many(3, user)],
    [createPolicy, policy, "Permissions", '["RbacPermission/Template/Other"]'],
    ...['["*"]', '["key/"]', '["key/a*b"]', '["key/**"]', '["alias/a"]', '["secret/a b"]', '["Key/a"]'].map(
      (value): [Operation, object, string, string] => [createPolicy, policy, "Resources", value],
    ),
    [createPolicy, policy, "Resources", many(31, "key/*")],
    ...[
      "none",
      '["office"]',
      '{"networkRules":[]}',
      '{"NetworkRules":"office"}',
      '{"NetworkRules":[],"SourceVpc":["v"]}',
      `{"NetworkRules":${many(41, "r")}}`,
      " ".repeat(16_384) + "[]",
      '{"NetworkRules":["office"],"NetworkRules":[]}',
      String.raw`{"NetworkRules":["office"],"Network\u0052ules":[]}`,
      '{"NetworkRules":["\uffff"]}',
    ].map((value): [Operation, object, string, string] => [
      createPolicy,
      policy,
      "AccessControlRules",
      value,
    ]),
    [createApplicationAccessPoint, point, "Policies", many(4, "p")],
    [createApplicationAccessPoint, point, "Policies", '["a b"]'],
    [createApplicationAccessPoint, point, "AuthenticationMethod", "RAMRole"],
  ])("is refused: %# %s", (operation, sound, name, value) => {
    const refused = refusalOf(() => read(operation, sound, name, value));
    expect(refused.code).toBe("InvalidParameter");
    expect(refused.message).toContain(` ${name}: `);
    expect(() => parseRequest(operation, parameters({ ...sound }))).not.toThrow();
  });

  it("may be from anywhere again: rules that are changed may be an empty text", () => {
    expect(read(updatePolicy, { Name: "a" }, "AccessControlRules", "")).toBe("");
    expect(read(updatePolicy, { Name: "a" }, "AccessControlRules", "[]")).toBe("[]");
    const twice = '{"NetworkRules":["office"],"NetworkRules":[]}';
    expect(refusalOf(() => read(updatePolicy, { Name: "a" }, "AccessControlRules", twice)).code).toBe(
      "InvalidParameter",
    );
    expect(networkRulesIn("")).toEqual([]);
    const takesEmpty = ({ fields }: Operation) =>
      fields.find(({ name }) => name === "AccessControlRules")?.mayBeEmpty;
    expect([createPolicy, updatePolicy].map(takesEmpty)).toEqual([false, true]);
  });

  it("names network rules in the text of access control rules", () => {
    expect(networkRulesIn('{ "NetworkRules": ["office", "office", "Any thing"] }')).toEqual([
      "office",
      "office",
      "Any thing",
    ]);
    for (const text of ["{}", "[]", '{"NetworkRules":[]}']) expect(networkRulesIn(text)).toEqual([]);
  });
});
