import {
  asymmetricSign,
  createKeyVersion,
  describeKey,
  exportDataKey,
  getPublicKey,
  operations,
  type Operation,
  type OperationName,
  type Operations,
} from "@keyferry/protocol";
import type { ScopedWriters } from "@keyferry/store";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Tools, ToolsOf, WritingTools } from "../src/call/handler.ts";
import { handlers } from "../src/operations/index.ts";

type DryRunning = { [Name in keyof Operations]: Operations[Name]["dryRun"] extends true ? Name : never };

describe("the tools of a handler", () => {
  it("have no writer of the store when the operation has DryRun", () => {
    expectTypeOf<ToolsOf<typeof exportDataKey>>().toEqualTypeOf<Tools>();
    expectTypeOf<ToolsOf<Operations[DryRunning[keyof Operations]]>>().toEqualTypeOf<Tools>();
    expectTypeOf<Tools>().not.toHaveProperty("write");
    for (const { dryRun } of [exportDataKey, asymmetricSign, getPublicKey]) expect(dryRun).toBe(true);
  });

  it("have one when it has none", () => {
    expectTypeOf<ToolsOf<typeof describeKey>>().toEqualTypeOf<WritingTools>();
    expectTypeOf<WritingTools["write"]>().toEqualTypeOf<ScopedWriters>();
    expectTypeOf<ToolsOf<typeof createKeyVersion>>().toEqualTypeOf<WritingTools>();
    for (const { dryRun } of [describeKey, createKeyVersion]) expect(dryRun).toBe(false);
  });

  it("have none when it is not known whether the operation has DryRun", () => {
    expectTypeOf<ToolsOf<Operation>>().toEqualTypeOf<Tools>();
  });
});

describe("the handlers", () => {
  it("stand under the names of their own operations", () => {
    for (const [name, { operation }] of Object.entries(handlers)) {
      expect(operation).toBe(operations[name as OperationName]);
    }
  });
});
