import {
  createNetworkRule,
  createPolicy,
  deleteNetworkRule,
  deletePolicy,
  describePolicy,
  listPolicies,
  parseRequest,
  updatePolicy,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

const user = "RbacPermission/Template/CryptoServiceKeyUser";
const reader = "RbacPermission/Template/SecretUser";
const none = { Permissions: [], Resources: [] };
const gone = "Forbidden.ResourceNotFound";
const records = () => service.store.scoped({ account, region }).accessPolicies.read;

describe("a policy for access points", () => {
  it("is made, described, changed and deleted, and is then gone", async () => {
    const KmsInstance = await service.newInstance();
    const AccessControlRules = ' { "NetworkRules" : ["office"] }\n';
    const made = { Name: "p", KmsInstance, Description: "订单", AccessControlRules };
    const told = { ...made, Arn: `acs:kms:${region}:${account}:policy/p` };
    const lists = { Permissions: [user, user] as (typeof user)[], Resources: ["key/*", "secret/a"] };
    expect(await service.call(createPolicy, { ...made, ...lists })).toEqual({
      ...{ ...told, Permissions: `["${user}","${user}"]`, Resources: '["key/*","secret/a"]' },
    });
    expect(await service.call(describePolicy, { Name: "p" })).toEqual({ ...told, ...lists });
    await service.call(updatePolicy, { Name: "p", Permissions: [reader], AccessControlRules: "[]" });
    expect(await service.call(describePolicy, { Name: "p" })).toEqual({
      ...{ ...told, ...lists, Permissions: [reader], AccessControlRules: "[]" },
    });
    expect(await service.call(deletePolicy, { Name: "p" })).toEqual({});
    for (const operation of [describePolicy, updatePolicy, deletePolicy]) {
      expect(await outcomeOf(service.call(operation, { Name: "p" }))).toBe(gone);
    }
  });

  it("is kept with the names of its network rules, and with its lists", async () => {
    const AccessControlRules = '{"NetworkRules":["office","factory"]}';
    await service.call(createPolicy, {
      Name: "p",
      Permissions: [user],
      Resources: ["key/a*"],
      AccessControlRules,
    });
    const kept = {
      instance: "shared",
      permissions: [user],
      resources: ["key/a*"],
      rulesText: AccessControlRules,
    };
    expect(await records().byName("p")).toMatchObject({ ...kept, networkRules: ["office", "factory"] });
    await service.call(updatePolicy, { Name: "p", AccessControlRules: '{"NetworkRules":["home"]}' });
    expect(await records().byName("p")).toMatchObject({
      ...{ networkRules: ["home"], rulesText: '{"NetworkRules":["home"]}', resources: ["key/a*"] },
    });
  });

  it("lets applications come from anywhere again, by rules that are an empty text", async () => {
    const AccessControlRules = '{"NetworkRules":["office"]}';
    await service.call(createPolicy, { ...none, Name: "p", AccessControlRules });
    const sent = new Map([
      ["Name", "p"],
      ["AccessControlRules", ""],
    ]);
    await service.call(updatePolicy, parseRequest(updatePolicy, sent));
    expect(await records().byName("p")).toMatchObject({ networkRules: [], rulesText: "" });
    expect(await service.call(describePolicy, { Name: "p" })).toMatchObject({ AccessControlRules: "" });
  });

  it("goes on naming a rule that is deleted: from there nobody is let in, and not from anywhere", async () => {
    await service.call(createNetworkRule, { Name: "office", Type: "Private" });
    const AccessControlRules = '{"NetworkRules":["office"]}';
    await service.call(createPolicy, { ...none, Name: "p", AccessControlRules });
    await service.call(deleteNetworkRule, { Name: "office" });
    expect(await service.call(describePolicy, { Name: "p" })).toMatchObject({ AccessControlRules });
    expect((await records().byName("p"))?.networkRules).toEqual(["office"]);
  });

  it("is of an instance that is there, or of what is shared, which it is unless it is said", async () => {
    const KmsInstance = `kst-${"0".repeat(21)}`;
    const refused = service.call(createPolicy, { ...none, Name: "p", KmsInstance });
    expect(await outcomeOf(refused)).toBe("Forbidden.DKMSInstanceNotFound");
    await service.call(createPolicy, { ...none, Name: "p" });
    expect(await service.call(describePolicy, { Name: "p" })).toMatchObject({
      ...{ KmsInstance: "shared", AccessControlRules: "", Description: "" },
    });
  });

  it("has a name of its own, and is listed oldest first by pages of 20", async () => {
    const names = Array.from({ length: 21 }, (_, at) => `p${String(21 - at)}`);
    for (const Name of names) await service.call(createPolicy, { ...none, Name });
    expect(await outcomeOf(service.call(createPolicy, { ...none, Name: "p7" }))).toBe(
      "Rejected.ResourceExist",
    );
    expect(await service.call(listPolicies, {})).toEqual({
      ...{
        Policies: names.slice(0, 20).map((Name) => ({ Name })),
        PageNumber: 1,
        PageSize: 20,
        TotalCount: 21,
      },
    });
    expect(await service.call(listPolicies, { PageNumber: 2 })).toMatchObject({ Policies: [{ Name: "p1" }] });
  });
});
