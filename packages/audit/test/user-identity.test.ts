import { rolePrincipal } from "@keyferry/access";
import { expect, it } from "vitest";
import { userIdentity } from "../src/make-record.ts";
import { account } from "../../gateway/test/service.ts";

const pseudonymOf = () => "a pseudonym";

it("names a role with its session, and nothing of the session's policy", () => {
  const accessKey = { id: "STS.one", known: true };
  const session = { name: "deploy-7", policy: '{"Version":"1"}', accessKeyId: "STS.one" };
  expect(userIdentity(accessKey, rolePrincipal(account, "deployer", session), pseudonymOf)).toEqual({
    type: "assumed-role",
    principalId: "deployer:deploy-7",
    accountId: account,
    userName: "deployer:deploy-7",
    accessKeyId: "STS.one",
    sessionContext: { attributes: { mfaAuthenticated: "false" } },
  });
});

it("names a key that there is, and not one that there is not", () => {
  expect(userIdentity({ id: "LTAI-ci", known: true }, undefined, pseudonymOf)).toEqual({
    accessKeyId: "LTAI-ci",
  });
  expect(userIdentity({ id: "a secret", known: false }, undefined, pseudonymOf)).toEqual({
    unknownAccessKey: "a pseudonym",
  });
});
