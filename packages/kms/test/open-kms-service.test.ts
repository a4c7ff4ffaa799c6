import { createKey, describeAccountKmsStatus, openKmsService } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { as, createService, outcomeOf } from "./service.ts";

describe("OpenKmsService and DescribeAccountKmsStatus", () => {
  it("find KMS open before it is opened, and after: keys are made either way", async () => {
    const { call } = await createService();
    for (const open of [false, true]) {
      if (open) {
        await call(openKmsService, {});
      }
      expect(await call(describeAccountKmsStatus, {})).toEqual({ AccountStatus: "Enabled" });
      expect(await outcomeOf(call(createKey, {}))).toBe("OK");
    }
  });

  it("are for who may use them on everything", async () => {
    const allow = { Effect: "Allow", Action: ["kms:OpenKmsService", "kms:DescribeAccountKmsStatus"] };
    const { call } = await createService({
      users: [
        { name: "all", statements: [{ ...allow, Resource: "*" }] },
        { name: "keys", statements: [{ ...allow, Resource: "acs:kms:*:*:key/*" }] },
      ],
    });
    for (const operation of [openKmsService, describeAccountKmsStatus]) {
      expect(await outcomeOf(call(operation, {}, as("all")))).toBe("OK");
      expect(await outcomeOf(call(operation, {}, as("keys")))).toBe("Forbidden.NoPermission");
    }
  });
});
