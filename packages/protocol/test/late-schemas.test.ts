import { defineOperation, sharedGateways } from "@keyferry/protocol";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { keyInAnyState } from "../src/states.ts";

it("makes the schemas of an operation at its first use, and once", () => {
  let looks = 0;
  const watched = <F extends object>(fields: F): F =>
    new Proxy(fields, {
      ownKeys: (target) => {
        looks += 1;
        return Reflect.ownKeys(target);
      },
    });
  const operation = defineOperation({
    name: "Watched",
    summary: "Is watched",
    request: watched({ KeyId: z.string() }),
    answer: watched({ Kept: z.string() }),
    dryRun: false,
    repeatable: true,
    gateways: sharedGateways,
    plane: "management",
    states: keyInAnyState,
    errors: [],
  });
  expect(looks).toBe(0);
  expect(operation.fields.map(({ name }) => name)).toEqual(["KeyId"]);
  expect(z.decode(operation.request, { KeyId: "k" })).toEqual({ KeyId: "k" });
  expect(z.decode(operation.answered, { Kept: "a", RequestId: "r" })).toEqual({ Kept: "a", RequestId: "r" });
  const once = looks;
  expect(once).toBeGreaterThan(0);
  expect(operation.request).toBe(operation.request);
  expect(operation.fields).toBe(operation.fields);
  expect(looks).toBe(once);
});
