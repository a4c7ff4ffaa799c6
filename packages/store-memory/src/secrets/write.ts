import type { SecretWriter, StoreScope } from "@keyferry/store";
import { isFull } from "../state/inside.ts";
import type { Session } from "../state/session.ts";
import { nameIn } from "../state/state.ts";
import { insertTags } from "../tags/held-tags.ts";
import {
  deleteSecret,
  dropSecretVersions,
  insertSecret,
  insertSecretVersions,
  livingSecret,
  mustHaveVersions,
  versionsOfSecret,
} from "./held-secrets.ts";

/** Makes the writer of the secrets of one scope. */
export function createSecretWriter({ write, now }: Session, scope: StoreScope): SecretWriter {
  return {
    create: (secret, versions, tags, quota) =>
      write((state) => {
        const { name, instance } = secret;
        if (instance !== null && !state.instances.has(nameIn(scope, instance))) return "no instance";
        if (livingSecret(state, scope, name, now()) !== undefined) return "name taken";
        const gone = state.secrets.get(nameIn(scope, name));
        if (gone !== undefined) deleteSecret(state, gone);
        if (isFull(state, "secrets", { scope, instance, now: now() }, quota)) return "over quota";
        insertSecret(state, scope, secret, versions);
        insertTags(state, scope, { type: "secret", id: name, tags });
        return "created";
      }),

    change: (name, decide) =>
      write((state) => {
        const held = livingSecret(state, scope, name, now());
        if (held === undefined) return "no secret";
        const versions = versionsOfSecret(state, held).map(({ id, createdAt }) => ({ id, createdAt }));
        const change = decide({ secret: structuredClone(held.record), versions });
        if (change === "delete") {
          deleteSecret(state, held);
          return "deleted";
        }
        if (typeof change === "string") return change;
        const { set, add = [], drop = [] } = change;
        const record = { ...held.record, ...structuredClone(set) };
        mustHaveVersions(record, [...versions.filter(({ id }) => !drop.includes(id)), ...add]);
        if (drop.length > 0) dropSecretVersions(state, held, drop);
        insertSecretVersions(state, held, add);
        state.secrets.set(nameIn(held.scope, name), { ...held, record });
        return "changed";
      }),
  };
}
