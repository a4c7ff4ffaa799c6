import { describe, expect, it } from "vitest";
import { AccessError, EntryError, newGroup, newRole } from "@keyferry/access";
import { account, allow, policy } from "./world.ts";

const readable = policy(allow("kms:Describe*"));
const trust = (statement: object) => policy({ Effect: "Allow", Action: "sts:AssumeRole", ...statement });
const trusted = trust({ Principal: { RAM: `acs:ram::${account}:user/ci` } });

describe("a new group", () => {
  it("becomes the record of the store", () => {
    expect(newGroup({ account, entry: { name: "readers", policies: [readable] } })).toEqual({
      account,
      name: "readers",
      policies: [JSON.stringify({ Version: "1", Statement: [allow("kms:Describe*")] })],
    });
    expect(newGroup({ account, entry: { name: "r" } })).toEqual({ account, name: "r", policies: [] });
  });
});

describe("a new role", () => {
  it("becomes the record of the store", () => {
    const entry = { name: "reader", policies: [readable], trustPolicy: trusted, maxSessionSeconds: 43_200 };
    const record = newRole({ account, entry });
    expect(record).toMatchObject({ account, name: "reader", maxSessionSeconds: 43_200 });
    expect(JSON.parse(record.trustPolicy)).toEqual(trusted);
    expect(record.policies.map((text) => JSON.parse(text) as unknown)).toEqual([readable]);
  });

  it("trusts its own account and lasts an hour unless it says otherwise", () => {
    const record = newRole({ account, entry: { name: "reader" } });
    expect(record).toMatchObject({ policies: [], maxSessionSeconds: 3600 });
    expect(JSON.parse(record.trustPolicy)).toEqual(
      trust({ Principal: { RAM: [`acs:ram::${account}:root`] } }),
    );
  });
});

describe("an entry is refused", () => {
  it.each<[string, typeof newGroup | typeof newRole, unknown, string]>([
    ["a group that is null", newGroup, null, ""],
    ["a group without a name", newGroup, {}, "name"],
    ["a group with an odd name", newGroup, { name: "a@b" }, "name"],
    ["a group with a long name", newGroup, { name: "a".repeat(65) }, "name"],
    ["a group with more", newGroup, { name: "a", users: [] }, "users"],
    [
      "a group with 21 policies",
      newGroup,
      { name: "a", policies: Array<object>(21).fill(readable) },
      "policies",
    ],
    [
      "a group with a policy at fault",
      newGroup,
      { name: "a", policies: [readable, policy(allow("x"))] },
      "policies[1].Statement[0].Action",
    ],
    ["a role that is text", newRole, "reader", ""],
    ["a role with an odd name", newRole, { name: "a/b" }, "name"],
    ["a role with more", newRole, { name: "a", groups: [] }, "groups"],
    ["a role with a policy at fault", newRole, { name: "a", policies: [{}] }, "policies[0].Version"],
    [
      "a role with a trust policy at fault",
      newRole,
      { name: "a", trustPolicy: trust({ Principal: { RAM: "x" } }) },
      "trustPolicy.Statement[0].Principal.RAM",
    ],
    ["a role with a trust policy that is null", newRole, { name: "a", trustPolicy: null }, "trustPolicy"],
    [
      "a role with a session of 899 seconds",
      newRole,
      { name: "a", maxSessionSeconds: 899 },
      "maxSessionSeconds",
    ],
    [
      "a role with a session of 43201 seconds",
      newRole,
      { name: "a", maxSessionSeconds: 43_201 },
      "maxSessionSeconds",
    ],
    ["a role with a session of text", newRole, { name: "a", maxSessionSeconds: "900" }, "maxSessionSeconds"],
    [
      "a role with a session of half seconds",
      newRole,
      { name: "a", maxSessionSeconds: 900.5 },
      "maxSessionSeconds",
    ],
  ])("%s", (_, make, entry, path) => {
    expect(() => make({ account, entry })).toThrow(expect.objectContaining({ path, name: "EntryError" }));
    expect(() => make({ account, entry })).toThrow(EntryError);
  });

  it("of a malformed account", () => {
    for (const make of [newGroup, newRole]) {
      expect(() => make({ account: "12a", entry: { name: "a" } })).toThrow(AccessError);
    }
  });
});
