import {
  createApplicationAccessPoint,
  createPolicy,
  deleteApplicationAccessPoint,
  deletePolicy,
  describeApplicationAccessPoint,
  listApplicationAccessPoints,
  updateApplicationAccessPoint,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

const gone = "Forbidden.ResourceNotFound";
const AuthenticationMethod = "ClientKey";

describe("an application access point", () => {
  it("is made, described, changed and deleted, and is then gone", async () => {
    const made = { Name: "shop", Description: "订单" };
    const told = {
      ...made,
      AuthenticationMethod,
      Arn: `acs:kms:${region}:${account}:applicationaccesspoint/shop`,
    };
    expect(await service.call(createApplicationAccessPoint, { ...made, Policies: ["b", "a"] })).toEqual({
      ...{ ...told, Policies: '["b","a"]' },
    });
    expect(await service.call(describeApplicationAccessPoint, { Name: "shop" })).toEqual({
      ...{ ...told, Policies: '["b","a"]' },
    });
    await service.call(updateApplicationAccessPoint, { Name: "shop", Policies: ["c"] });
    await service.call(updateApplicationAccessPoint, { Name: "shop", Description: "" });
    expect(await service.call(describeApplicationAccessPoint, { Name: "shop" })).toEqual({
      ...{ ...told, Description: "", Policies: '["c"]' },
    });
    expect(await service.call(deleteApplicationAccessPoint, { Name: "shop" })).toEqual({});
    const operations = [
      describeApplicationAccessPoint,
      updateApplicationAccessPoint,
      deleteApplicationAccessPoint,
    ];
    for (const operation of operations) {
      expect(await outcomeOf(service.call(operation, { Name: "shop" }))).toBe(gone);
    }
  });

  it("goes on naming a policy that is deleted", async () => {
    await service.call(createPolicy, { Name: "p", Permissions: [], Resources: [] });
    await service.call(createApplicationAccessPoint, { Name: "shop", Policies: ["p"] });
    await service.call(deletePolicy, { Name: "p" });
    expect(await service.call(describeApplicationAccessPoint, { Name: "shop" })).toMatchObject({
      Policies: '["p"]',
    });
  });

  it("has a name of its own, is one of at most 200, and is listed oldest first by pages of 20", async () => {
    const names = Array.from({ length: 200 }, (_, at) => `a${String(200 - at)}`);
    const create = (Name: string) =>
      outcomeOf(service.call(createApplicationAccessPoint, { Name, Policies: [] }));
    for (const Name of names) expect(await create(Name)).toBe("OK");
    expect(await create("a7")).toBe("Rejected.ResourceExist");
    expect(await create("more")).toBe("Rejected.LimitExceeded");
    expect(await service.call(listApplicationAccessPoints, {})).toEqual({
      ApplicationAccessPoints: names.slice(0, 20).map((Name) => ({ Name, AuthenticationMethod })),
      ...{ PageNumber: 1, PageSize: 20, TotalCount: 200 },
    });
  });
});
