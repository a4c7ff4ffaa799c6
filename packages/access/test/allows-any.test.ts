import { describe, expect, it } from "vitest";
import {
  AccessError,
  defaultKeyPolicy,
  type Principal,
  rootPrincipal,
  userPrincipal,
} from "@keyferry/access";
import { accessOf, account, forPrincipals, key, otherAccount, policy, reader, there } from "./world.ts";

const guest = userPrincipal(otherAccount, "guest");
const actions = ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"];
const fromHome = { IpAddress: { "acs:SourceIp": "192.0.2.0/24" } };

function allowsAny(keyPolicy: object, principal: Principal = guest): boolean {
  const resourcePolicy = JSON.stringify(keyPolicy);
  return accessOf({}).allowsAny({ principal, resource: key, resourcePolicy, actions });
}

describe("the policy of another account's key", () => {
  it.each<[string, Principal, string]>([
    ["a user that it names", guest, there("user/guest")],
    ["everybody of an account", guest, there("*")],
    ["a root that it names", rootPrincipal(otherAccount), there("root")],
    ["a role that it names", reader(null, otherAccount), there("role/reader")],
  ])("opens the key to %s", (_, principal, arn) => {
    expect(allowsAny(policy(forPrincipals("Allow", arn)), principal)).toBe(true);
  });

  it.each<[string, object]>([
    ["the default one", defaultKeyPolicy(account)],
    ["one for another user", policy(forPrincipals("Allow", there("user/other")))],
    ["one for the root alone", policy(forPrincipals("Allow", there("root")))],
    [
      "one for a user of that name elsewhere",
      policy(forPrincipals("Allow", "acs:ram::3000000000000000:user/guest")),
    ],
    ["one that allows other actions only", policy(forPrincipals("Allow", there("*"), "kms:EnableKey"))],
    ["one that only denies", policy(forPrincipals("Deny", there("user/guest"), "kms:Encrypt"))],
    [
      "one that denies all that it allows",
      policy(forPrincipals("Allow", there("*")), forPrincipals("Deny", there("user/guest"))),
    ],
  ])("does not open the key to a user: %s", (_, keyPolicy) => {
    expect(allowsAny(keyPolicy)).toBe(false);
  });

  it("opens the key by one action, while others are denied", () => {
    const denied = forPrincipals("Deny", there("*"), ["kms:Encrypt", "kms:Decrypt"]);
    expect(allowsAny(policy(forPrincipals("Allow", there("*")), denied))).toBe(true);
  });

  it("opens the key to whoever would have to meet conditions, or might not", () => {
    const allowed = { ...forPrincipals("Allow", there("*")), Condition: fromHome };
    const denied = { ...forPrincipals("Deny", there("*")), Condition: fromHome };
    expect(allowsAny(policy(allowed))).toBe(true);
    expect(allowsAny(policy(forPrincipals("Allow", there("*")), denied))).toBe(true);
  });

  it("compares actions without regard to case", () => {
    expect(allowsAny(policy(forPrincipals("Allow", there("*"), "KMS:describe*")))).toBe(true);
  });

  it("is not answered for when it is not understood, nor once access control is closed", () => {
    expect(() => allowsAny({ Version: "1" })).toThrow(AccessError);
    const access = accessOf({});
    access.close();
    const resourcePolicy = JSON.stringify(policy(forPrincipals("Allow", there("*"))));
    expect(() => access.allowsAny({ principal: guest, resource: key, resourcePolicy, actions })).toThrow(
      AccessError,
    );
  });
});
