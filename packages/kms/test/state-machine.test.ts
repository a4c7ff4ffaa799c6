import {
  cancelKeyDeletion,
  describeKey,
  disableKey,
  enableKey,
  encrypt,
  listKeys,
  listResourceTags,
  scheduleKeyDeletion,
  setDeletionProtection,
  tagResource,
  untagResource,
  updateRotationPolicy,
  type KeyState,
} from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createService, day, outcomeOf, type Service } from "./service.ts";

/** What the model knows of a key. */
interface ModelKey {
  state: KeyState;
  deleteAt: number;
  isProtected: boolean;
  rotates: boolean;
  readonly tags: Map<string, string>;
}

const week = 604_800;
const stateModified = "Rejected.StateModifiedFailed";

/** The code of an operation that needs an enabled key. */
const unusable = ({ state }: ModelKey) => (state === "Enabled" ? "OK" : `Rejected.${state}`);
const waits = ({ state }: ModelKey) => state === "PendingDeletion";

/** Each step: what the service is asked, and what the model says of it, which is changed where the answer is OK. */
const steps: Readonly<
  Record<
    string,
    {
      readonly ask: (service: Service, KeyId: string) => Promise<unknown>;
      readonly predict: (key: ModelKey) => string;
      readonly change: (key: ModelKey, now: number) => void;
    }
  >
> = {
  enable: {
    ask: ({ call }, KeyId) => call(enableKey, { KeyId }),
    predict: (key) => (waits(key) ? stateModified : "OK"),
    change: (key) => void (key.state = "Enabled"),
  },
  disable: {
    ask: ({ call }, KeyId) => call(disableKey, { KeyId }),
    predict: (key) => (waits(key) ? stateModified : "OK"),
    change: (key) => void (key.state = "Disabled"),
  },
  schedule: {
    ask: ({ call }, KeyId) => call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }),
    predict: (key) => {
      if (waits(key)) return stateModified;
      return key.isProtected ? "Rejected.DeletionProtected" : "OK";
    },
    change: (key, now) => Object.assign(key, { state: "PendingDeletion", deleteAt: now + 7 * day }),
  },
  cancel: {
    ask: ({ call }, KeyId) => call(cancelKeyDeletion, { KeyId }),
    predict: (key) => (waits(key) ? "OK" : stateModified),
    change: (key) => Object.assign(key, { state: "Enabled", deleteAt: Infinity }),
  },
  protect: {
    ask: ({ call }, KeyId) => call(setDeletionProtection, { KeyId, EnableDeletionProtection: true }),
    predict: (key) => (waits(key) ? "Rejected.PendingDeletion" : "OK"),
    change: (key) => void (key.isProtected = true),
  },
  unprotect: {
    ask: ({ call }, KeyId) => call(setDeletionProtection, { KeyId, EnableDeletionProtection: false }),
    predict: (key) => (waits(key) ? "Rejected.PendingDeletion" : "OK"),
    change: (key) => void (key.isProtected = false),
  },
  tag: {
    ask: ({ call }, KeyId) => call(tagResource, { KeyId, Tags: [{ TagKey: "a", TagValue: "1" }] }),
    predict: (key) => (waits(key) ? "Rejected.PendingDeletion" : "OK"),
    change: ({ tags }) => void tags.set("a", "1"),
  },
  untag: {
    ask: ({ call }, KeyId) => call(untagResource, { KeyId, TagKeys: ["a"] }),
    predict: (key) => (waits(key) ? "Rejected.PendingDeletion" : "OK"),
    change: ({ tags }) => void tags.delete("a"),
  },
  rotate: {
    ask: ({ call }, KeyId) =>
      call(updateRotationPolicy, { KeyId, EnableAutomaticRotation: true, RotationInterval: week }),
    predict: unusable,
    change: (key) => void (key.rotates = true),
  },
  encrypt: {
    ask: ({ call }, KeyId) => call(encrypt, { KeyId, Plaintext: "YQ==" }),
    predict: unusable,
    change: () => undefined,
  },
};

describe("keys", () => {
  it("answer what a small model says, whatever is done to them, in whatever order, as time goes by", async () => {
    const step = fc.record({
      name: fc.constantFrom(...Object.keys(steps)),
      which: fc.constantFrom(0, 1),
      days: fc.constantFrom(0, 0, 0, 1, 5, 8),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (sequence) => {
        const service = await createService();
        const { call, clock, kms } = service;
        const ids = [await service.newKey(), await service.newKey()];
        const model = ids.map((): ModelKey => ({
          ...{ state: "Enabled", deleteAt: Infinity, isProtected: false, rotates: false },
          ...{ tags: new Map() },
        }));
        for (const { name, which, days } of sequence) {
          clock.now += days * day;
          await kms.rotateDueKeys();
          const [id = "", key] = [ids[which], model[which]];
          const { ask, predict, change } = steps[name] ?? {};
          if (key === undefined || ask === undefined || predict === undefined || change === undefined) {
            continue;
          }
          const expected = key.deleteAt <= clock.now ? "Forbidden.KeyNotFound" : predict(key);
          expect([name, await outcomeOf(ask(service, id))]).toEqual([name, expected]);
          if (expected === "OK") change(key, clock.now);
        }
        const living = ids.filter((_, at) => (model[at]?.deleteAt ?? 0) > clock.now);
        expect((await call(listKeys, {})).Keys.map(({ KeyId }) => KeyId)).toEqual(living);
        for (const [at, KeyId] of ids.entries()) {
          const key = model[at];
          if (key === undefined || !living.includes(KeyId)) continue;
          const { KeyMetadata } = await call(describeKey, { KeyId });
          const rotation = key.state === "Enabled" ? "Enabled" : "Suspended";
          expect([
            KeyMetadata.KeyState,
            KeyMetadata.DeletionProtection,
            KeyMetadata.AutomaticRotation,
          ]).toEqual([
            key.state,
            key.isProtected ? "Enabled" : "Disabled",
            key.rotates ? rotation : "Disabled",
          ]);
          const tags = (await call(listResourceTags, { KeyId })).Tags;
          expect(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])).toEqual([...key.tags]);
        }
        await kms.purgeDueKeys();
        expect((await call(listKeys, {})).TotalCount).toBe(living.length);
      }),
      { numRuns: 60 },
    );
  });
});
