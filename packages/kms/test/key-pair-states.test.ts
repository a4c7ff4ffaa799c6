import type { KeyState } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { keyPairOperations, useKeyPair } from "./key-pair-operations.ts";
import { newKeyPair } from "./key-pairs.ts";
import { createService, outcomeOf } from "./service.ts";

const states = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] as const satisfies KeyState[];
const usable = ["OK", "Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport"] as const;
const readable = ["OK", "OK", "Rejected.PendingDeletion", "Rejected.PendingImport"] as const;

describe("the state table of key pairs", () => {
  const cells = keyPairOperations.flatMap(([operation, usage, call]) => {
    const row = operation === "GetPublicKey" ? readable : usable;
    return states.map((state, column) => ({ operation, usage, call, state, expected: row[column] ?? "" }));
  });

  it.each(cells)("$operation of a key in $state: $expected", async ({ usage, call, state, expected }) => {
    const service = await createService();
    const pair = await useKeyPair(service, usage, await newKeyPair(service, "EC_SM2", usage));
    await service.setState(pair.KeyId, state);
    expect(await outcomeOf(call(service, pair))).toBe(expected);
  });
});
