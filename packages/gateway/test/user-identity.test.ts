import { rolePrincipal } from "@keyferry/access";
import { expect, it } from "vitest";
import { userIdentity } from "../src/audit/user-identity.ts";
import { account } from "./service.ts";

it("names a role with its session, and nothing of the session's policy", () => {
  const session = { name: "deploy-7", policy: '{"Version":"1"}', accessKeyId: "STS.one" };
  expect(userIdentity("STS.one", rolePrincipal(account, "deployer", session))).toEqual({
    type: "assumed-role",
    principalId: "deployer:deploy-7",
    accountId: account,
    userName: "deployer:deploy-7",
    accessKeyId: "STS.one",
    sessionContext: { attributes: { mfaAuthenticated: "false" } },
  });
});
