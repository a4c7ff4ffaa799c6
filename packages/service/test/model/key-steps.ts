import {
  cancelKeyDeletion,
  decrypt,
  disableKey,
  enableKey,
  encrypt,
  scheduleKeyDeletion,
  setDeletionProtection,
  tagResource,
  untagResource,
  updateRotationPolicy,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import { expect } from "vitest";
import { isThere, keyOf, window, type Model, type ModelKey, type Step } from "./model.ts";
import type { World } from "./world.ts";

const week = 604_800;
const stateModified = "Rejected.StateModifiedFailed";
const notFound = "Forbidden.KeyNotFound";
const plaintext = "of the model";

/** What an operation says that needs an enabled key. */
const unusable = ({ state }: ModelKey) => (state === "Enabled" ? "OK" : `Rejected.${state}`);
const waits = ({ state }: ModelKey) => state === "PendingDeletion";

/** A step on one key that is there: what it says of the key, and does to it where that is OK. */
function ofKey<O extends Operation>(
  operation: O,
  request: (KeyId: string, on: boolean) => RequestOf<O>,
  {
    says,
    does = () => undefined,
  }: {
    readonly says: (key: ModelKey) => string;
    readonly does?: (key: ModelKey, model: Model) => unknown;
  },
): Step {
  return {
    ask: ({ call, keys }, { key, on }) => call(operation, request(keys[key] ?? "", on)),
    act(model, { key: index }) {
      const key = keyOf(model, index);
      const code = isThere(key, model) ? says(key) : notFound;
      if (code === "OK") does(key, model);
      return code;
    },
  };
}

const switched = (key: ModelKey) => (waits(key) || key.state === "PendingImport" ? stateModified : "OK");
const changed = (key: ModelKey) => (waits(key) ? "Rejected.PendingDeletion" : "OK");
const named = (KeyId: string) => ({ KeyId });

/** Steps on keys. */
export const keySteps: Readonly<Record<string, Step>> = {
  enable: ofKey(enableKey, named, { says: switched, does: (key) => (key.state = "Enabled") }),
  disable: ofKey(disableKey, named, { says: switched, does: (key) => (key.state = "Disabled") }),
  "delete key": ofKey(scheduleKeyDeletion, (KeyId) => ({ KeyId, PendingWindowInDays: 7 }), {
    says: (key) => {
      if (waits(key)) return stateModified;
      return key.isProtected ? "Rejected.DeletionProtected" : "OK";
    },
    does: (key, { now }) => Object.assign(key, { state: "PendingDeletion", deleteAt: now + window }),
  }),
  "keep key": ofKey(cancelKeyDeletion, named, {
    says: (key) => (waits(key) ? "OK" : stateModified),
    does: (key, { now }) => {
      key.state = key.materialUntil > now ? "Enabled" : "PendingImport";
      key.deleteAt = Infinity;
    },
  }),
  protect: {
    ...ofKey(setDeletionProtection, (KeyId, on) => ({ KeyId, EnableDeletionProtection: on }), {
      says: changed,
    }),
    act(model, { key: index, on }) {
      const key = keyOf(model, index);
      const code = isThere(key, model) ? changed(key) : notFound;
      if (code === "OK") key.isProtected = on;
      return code;
    },
  },
  "tag key": ofKey(tagResource, (KeyId) => ({ KeyId, Tags: [{ TagKey: "a", TagValue: "1" }] }), {
    says: changed,
    does: ({ tags }) => tags.set("a", "1"),
  }),
  "untag key": ofKey(untagResource, (KeyId) => ({ KeyId, TagKeys: ["a"] }), {
    says: changed,
    does: ({ tags }) => tags.delete("a"),
  }),
  "rotate key": ofKey(
    updateRotationPolicy,
    (KeyId) => ({ KeyId, EnableAutomaticRotation: true, RotationInterval: week }),
    {
      says: (key) => {
        const code = unusable(key);
        return code === "OK" && key.isExternal ? "Rejected.UnsupportedOperation" : code;
      },
      does: (key) => (key.rotates = true),
    },
  ),
  encrypt: {
    ...ofKey(encrypt, (KeyId) => ({ KeyId, Plaintext: plaintext }), { says: unusable }),
    check: ({ CiphertextBlob }: { readonly CiphertextBlob: Uint8Array }, model, { key }) => {
      keyOf(model, key).ciphertext = CiphertextBlob;
    },
  },
  /** What was encrypted opens under whatever versions the key has by now. */
  decrypt: {
    ask: (world: World, { key }, model) => {
      const { ciphertext: CiphertextBlob } = keyOf(model, key);
      return CiphertextBlob === undefined
        ? Promise.resolve({ Plaintext: plaintext })
        : world.call(decrypt, { CiphertextBlob });
    },
    act(model, { key: index }) {
      const key = keyOf(model, index);
      if (key.ciphertext === undefined) return "OK";
      return isThere(key, model) ? unusable(key) : notFound;
    },
    check: ({ Plaintext }: { readonly Plaintext: string }) => {
      expect(Plaintext).toBe(plaintext);
    },
  },
};
