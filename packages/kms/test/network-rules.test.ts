import {
  createNetworkRule,
  deleteNetworkRule,
  describeNetworkRule,
  listNetworkRules,
  updateNetworkRule,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import {
  account,
  as,
  createService,
  otherAccount,
  outcomeOf,
  refusalOf,
  region,
  type Service,
} from "./service.ts";
import { rootPrincipal } from "@keyferry/access";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;
const Type = "Private";
const gone = "Forbidden.ResourceNotFound";

describe("a network rule", () => {
  it("is made, described, changed and deleted, and is then gone", async () => {
    const SourcePrivateIp = ["10.10.10.10/24", "192.168.17.13", "71.71.71.71"];
    const made = { Name: "office", Type, SourcePrivateIp, Description: "订单" } as const;
    const told = { Type, Arn: arn("network/office"), Description: "订单" };
    const text = '["10.10.10.10/24","192.168.17.13","71.71.71.71"]';
    expect(await service.call(createNetworkRule, made)).toEqual({
      ...{ ...told, Name: "office", SourcePrivateIp: text },
    });
    expect(await service.call(describeNetworkRule, { Name: "office" })).toEqual({
      ...{ ...told, SourcePrivateIp: text },
    });
    await service.call(updateNetworkRule, { Name: "office", SourcePrivateIp: ["10.0.0.1"] });
    expect(await service.call(describeNetworkRule, { Name: "office" })).toEqual({
      ...{ ...told, SourcePrivateIp: '["10.0.0.1"]' },
    });
    expect(await service.call(deleteNetworkRule, { Name: "office" })).toEqual({});
    for (const operation of [describeNetworkRule, updateNetworkRule, deleteNetworkRule]) {
      expect(await outcomeOf(service.call(operation, { Name: "office" }))).toBe(gone);
    }
  });

  it("lets nobody in when no sources are given", async () => {
    await service.call(createNetworkRule, { Name: "none", Type });
    expect(await service.call(describeNetworkRule, { Name: "none" })).toMatchObject({
      ...{ SourcePrivateIp: "[]", Description: "" },
    });
  });

  it("keeps what a change does not say, and loses a description that is said to be empty", async () => {
    await service.call(createNetworkRule, {
      Name: "a",
      Type,
      Description: "one",
      SourcePrivateIp: ["1.2.3.4"],
    });
    await service.call(updateNetworkRule, { Name: "a" });
    expect(await service.call(describeNetworkRule, { Name: "a" })).toMatchObject({ Description: "one" });
    await service.call(updateNetworkRule, { Name: "a", Description: "" });
    expect(await service.call(describeNetworkRule, { Name: "a" })).toMatchObject({
      ...{ Description: "", SourcePrivateIp: '["1.2.3.4"]' },
    });
  });

  it("has a name that no other has in its account and region", async () => {
    const here = { Name: "a", Type, Description: "here" } as const;
    await service.call(createNetworkRule, here);
    expect(await refusalOf(service.call(createNetworkRule, { Name: "a", Type }))).toMatchObject({
      ...{ code: "Rejected.ResourceExist", status: 409 },
    });
    for (const elsewhere of [{ region: "cn-beijing" }, { principal: rootPrincipal(otherAccount) }]) {
      expect(await outcomeOf(service.call(describeNetworkRule, { Name: "a" }, elsewhere))).toBe(gone);
      expect(await outcomeOf(service.call(createNetworkRule, { Name: "a", Type }, elsewhere))).toBe("OK");
      await service.call(deleteNetworkRule, { Name: "a" }, elsewhere);
    }
    expect(await service.call(describeNetworkRule, { Name: "a" })).toMatchObject({ Description: "here" });
  });

  it("is one of at most 1,000", async () => {
    for (let count = 0; count < 1000; count += 1) {
      await service.call(createNetworkRule, { Name: `r${String(count)}`, Type });
    }
    const oneMore = () => outcomeOf(service.call(createNetworkRule, { Name: "more", Type }));
    expect(await oneMore()).toBe("Rejected.LimitExceeded");
    await service.call(deleteNetworkRule, { Name: "r7" });
    expect(await oneMore()).toBe("OK");
  });

  it("needs permission on its own name, to be made as well", async () => {
    const statements = [
      { Effect: "Allow", Action: "kms:*NetworkRule", Resource: arn("network/team-*") },
      { Effect: "Allow", Action: "kms:ListNetworkRules", Resource: arn("network") },
    ];
    service = await createService({ users: [{ name: "ci", statements }] });
    await service.call(createNetworkRule, { Name: "other", Type });
    const outcome = async (Name: string) =>
      Promise.all([
        outcomeOf(service.call(createNetworkRule, { Name, Type }, as("ci"))),
        outcomeOf(service.call(describeNetworkRule, { Name }, as("ci"))),
      ]);
    expect(await outcome("other")).toEqual(["Forbidden.NoPermission", "Forbidden.NoPermission"]);
    expect((await outcome("team-a"))[0]).toBe("OK");
    expect((await outcome("team-a"))[1]).toBe("OK");
    expect(await outcomeOf(service.call(listNetworkRules, {}, as("ci")))).toBe("OK");
  });
});

describe("the list of network rules", () => {
  it("is in the order of creation, by pages of 20 unless it is said", async () => {
    const names = Array.from({ length: 23 }, (_, at) => `r${String(23 - at)}`);
    for (const Name of names) await service.call(createNetworkRule, { Name, Type });
    const listed = (from: number, to: number) => names.slice(from, to).map((Name) => ({ Name, Type }));
    expect(await service.call(listNetworkRules, {})).toEqual({
      ...{ NetworkRules: listed(0, 20), PageNumber: 1, PageSize: 20, TotalCount: 23 },
    });
    expect(await service.call(listNetworkRules, { PageNumber: 3, PageSize: 9 })).toEqual({
      ...{ NetworkRules: listed(18, 23), PageNumber: 3, PageSize: 9, TotalCount: 23 },
    });
    expect(await service.call(listNetworkRules, { PageNumber: 3 })).toMatchObject({
      ...{ NetworkRules: [], TotalCount: 23 },
    });
  });
});
