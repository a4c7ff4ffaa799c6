import {
  asymmetricSign,
  createKeyVersion,
  describeKey,
  exportDataKey,
  getPublicKey,
  everyOperation,
  type Operation,
  type Operations,
} from "@keyferry/protocol";
import type { ScopedWriters } from "@keyferry/store";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Call, CallOf, WritingCall } from "../src/call/handler.ts";
import { handlers } from "../src/operations/index.ts";

type DryRunning = { [Name in keyof Operations]: Operations[Name]["dryRun"] extends true ? Name : never };

describe("the call that a handler is given", () => {
  it("has no writer of the store when the operation has DryRun", () => {
    expectTypeOf<CallOf<typeof exportDataKey>>().toEqualTypeOf<Call>();
    expectTypeOf<CallOf<Operations[DryRunning[keyof Operations]]>>().toEqualTypeOf<Call>();
    expectTypeOf<Call>().not.toHaveProperty("write");
    for (const { dryRun } of [exportDataKey, asymmetricSign, getPublicKey]) expect(dryRun).toBe(true);
  });

  it("has one when there is no DryRun", () => {
    expectTypeOf<CallOf<typeof describeKey>>().toEqualTypeOf<WritingCall>();
    expectTypeOf<WritingCall["write"]>().toEqualTypeOf<ScopedWriters>();
    expectTypeOf<CallOf<typeof createKeyVersion>>().toEqualTypeOf<WritingCall>();
    for (const { dryRun } of [describeKey, createKeyVersion]) expect(dryRun).toBe(false);
  });

  it("has none when it is not known whether the operation has DryRun", () => {
    expectTypeOf<CallOf<Operation>>().toEqualTypeOf<Call>();
  });
});

describe("the handlers", () => {
  it("stand under the names of their own operations", () => {
    for (const [name, { operation }] of Object.entries(handlers)) {
      expect(operation).toBe(everyOperation[name]);
    }
  });
});
