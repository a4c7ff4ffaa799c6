import {
  isDueForRotation,
  nextMessages,
  rotationFrom,
  type KeyState,
  type KeyWriter,
  type StoreScope,
} from "@keyferry/store";
import { isFull } from "../state/inside.ts";
import type { Session } from "../state/session.ts";
import { nameIn } from "../state/state.ts";
import { changeKey, changeMaterial, hasMaterial, usableKey, versionsOf } from "./held-keys.ts";
import { insertNewKey, insertVersion } from "./insert.ts";

/** Makes the writer of the keys of one scope. */
export function createKeyWriter({ write, now }: Session, scope: StoreScope): KeyWriter {
  return {
    create: (key, version, tags, quota = {}) =>
      write((state) => {
        if (key.instance !== null && !state.instances.has(nameIn(scope, key.instance))) return "no instance";
        const place = { scope, instance: key.instance, now: now() };
        if (isFull(state, "keys", place, quota.keys) || isFull(state, "versions", place, quota.versions)) {
          return "over quota";
        }
        insertNewKey(state, scope, { key, version, tags });
        return "created";
      }),

    changeState: (keyId, { from, to, withoutMaterial, deleteAt }) =>
      write((state) => {
        const held = usableKey(state, scope, keyId, { states: from, now: now() });
        if (held === undefined) return false;
        if (to === "PendingDeletion" && held.record.deletionProtection !== null) return false;
        const isWaiting = withoutMaterial !== undefined && !hasMaterial(state, held);
        changeKey(state, held, { state: isWaiting ? withoutMaterial : to, deleteAt });
        return true;
      }),

    updateDescription: (keyId, description, keyStates) =>
      write((state) => {
        const held = usableKey(state, scope, keyId, { states: keyStates, now: now() });
        if (held === undefined) return false;
        changeKey(state, held, { description });
        return true;
      }),

    setDeletionProtection: (keyId, deletionProtection, keyStates) =>
      write((state) => {
        const held = usableKey(state, scope, keyId, { states: keyStates, now: now() });
        if (held === undefined) return false;
        changeKey(state, held, { deletionProtection });
        return true;
      }),

    changeMaterial: (keyId, change) =>
      write((state) => {
        const states = Object.keys(change.states) as KeyState[];
        const held = usableKey(state, scope, keyId, { states, now: now() });
        return held !== undefined && changeMaterial(state, held, change);
      }),

    setRotation: (keyId, intervalSeconds, keyStates) =>
      write((state) => {
        const held = usableKey(state, scope, keyId, { states: keyStates, now: now() });
        if (held === undefined) {
          return false;
        }
        changeKey(state, held, { rotation: rotationFrom(held.record.rotatedAt, intervalSeconds) });
        return true;
      }),

    addVersion: (version, { makePrimary, keyStates, maxVersions, quota, dueBy, primary }) =>
      write((state) => {
        const held = usableKey(state, scope, version.keyId, { states: keyStates, now: now() });
        if (held === undefined || (dueBy !== undefined && !isDueForRotation(held.record, dueBy))) {
          return "key not usable";
        }
        if (primary !== undefined && held.record.primaryVersionId !== primary) return "key not usable";
        if (versionsOf(state, held).length >= maxVersions) return "too many versions";
        const place = { scope, instance: held.record.instance, now: now() };
        if (isFull(state, "versions", place, quota)) return "over quota";
        insertVersion(state, scope, version);
        changeKey(state, held, {
          rotatedAt: version.createdAt,
          rotation: rotationFrom(version.createdAt, held.record.rotation?.intervalSeconds ?? null),
          ...(makePrimary && { primaryVersionId: version.id }),
        });
        return "added";
      }),

    reserveMessages: (versionId, wanted) =>
      write((state) => {
        const name = nameIn(scope, versionId);
        const version = state.versions.get(name);
        if (version === undefined) return undefined;
        const block = nextMessages(version.messages, wanted);
        if (block.count > 0) state.versions.set(name, { ...version, messages: block.before + block.count });
        return block;
      }),
  };
}
