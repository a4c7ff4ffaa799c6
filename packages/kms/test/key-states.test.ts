import {
  cancelKeyDeletion,
  describeKey,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
  type KeyState,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { eachExample, examples, type Example } from "../../../tools/testing/examples.ts";
import { exampleThings } from "./example-things.ts";
import { createService, day, outcomeOf, type Service } from "./service.ts";

const states = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] as const satisfies KeyState[];
type Row = readonly [Enabled: string, Disabled: string, PendingDeletion: string, PendingImport: string];

const usable: Row = ["OK", "Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport"];
const any: Row = ["OK", "OK", "OK", "OK"];
const failed = "Rejected.StateModifiedFailed";

describe.each(eachExample.map((example) => [example.operation.name, example] as const))(
  "%s",
  (_name, example) => {
    const { operation, request, refusal = "OK" } = example;

    it.each(states.map((state) => [state, operation.states[state] ?? refusal] as const))(
      "of a key in %s: %s",
      async (state, expected) => {
        const service = await createService();
        const things = await exampleThings(service, example);
        for (const { KeyId } of [
          things.key,
          things.cipherPair,
          things.signingPair,
          things.macKey,
          things.waitingKey,
          things.wrappedMaterial,
        ]) {
          if (KeyId !== "") await service.setState(KeyId, state);
        }
        expect(await outcomeOf(service.call(operation, request(things)))).toBe(expected);
      },
    );
  },
);

describe("an operation on two keys", () => {
  const other: readonly (readonly [name: string, Example, Row])[] = [
    ["ReEncrypt, of the key that encrypted", examples.ReEncrypt, usable],
    ["UpdateAlias, of the key that loses the alias", examples.UpdateAlias, any],
  ];
  const cells = other.flatMap(([name, example, row]) =>
    states.map((state, column) => ({ name, example, state, expected: row[column] ?? "" })),
  );

  it.each(cells)("$name, in $state: $expected", async ({ example, state, expected }) => {
    const service = await createService();
    const things = await exampleThings(service, example);
    await service.setState(things.other.KeyId, state);
    expect(await outcomeOf(service.call(example.operation, example.request(things)))).toBe(expected);
  });
});

describe("a key's state", () => {
  let service: Service;
  let KeyId: string;
  const metadata = async () => (await service.call(describeKey, { KeyId })).KeyMetadata;

  beforeEach(async () => {
    service = await createService();
    KeyId = await service.newKey();
  });

  it("goes to Disabled and back", async () => {
    await service.call(disableKey, { KeyId });
    expect((await metadata()).KeyState).toBe("Disabled");
    await service.call(enableKey, { KeyId });
    expect((await metadata()).KeyState).toBe("Enabled");
  });

  it.each([7, 366])("goes to PendingDeletion for %i days, and tells the day", async (days) => {
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: days });
    expect(await metadata()).toMatchObject({
      KeyState: "PendingDeletion",
      DeleteDate: new Date(service.clock.now + days * day),
    });
  });

  it("is Enabled again, without a day of deletion, once the deletion is cancelled", async () => {
    await service.call(disableKey, { KeyId });
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    await service.call(cancelKeyDeletion, { KeyId });
    const { KeyState, DeleteDate } = await metadata();
    expect({ KeyState, DeleteDate }).toEqual({ KeyState: "Enabled", DeleteDate: undefined });
  });

  it("is changed by one of two calls at once, not by both", async () => {
    const schedule = () => outcomeOf(service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }));
    const outcomes = await Promise.all([schedule(), schedule(), schedule()]);
    expect(outcomes.sort()).toEqual(["OK", failed, failed]);
  });

  it("is not changed by a call that is refused", async () => {
    await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 30 });
    const before = await metadata();
    await outcomeOf(service.call(enableKey, { KeyId }));
    await outcomeOf(service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }));
    expect(await metadata()).toEqual(before);
  });
});
