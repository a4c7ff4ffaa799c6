import { createKey, describeAccountKmsStatus, openKmsService } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { as, createService, outcomeOf, refusalOf } from "./service.ts";

describe("OpenKmsService and DescribeAccountKmsStatus", () => {
  it("find KMS open from the beginning, and say so: keys are made either way", async () => {
    const { call } = await createService();
    for (const open of [false, true]) {
      if (open) {
        expect(await refusalOf(call(openKmsService, {}))).toEqual({
          code: "Forbidden.Opened",
          status: 400,
          message: "Your kms service has been opened.",
        });
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
    for (const [operation, outcome] of [
      [openKmsService, "Forbidden.Opened"],
      [describeAccountKmsStatus, "OK"],
    ] as const) {
      expect(await outcomeOf(call(operation, {}, as("all")))).toBe(outcome);
      expect(await outcomeOf(call(operation, {}, as("keys")))).toBe("Forbidden.NoPermission");
    }
  });
});
