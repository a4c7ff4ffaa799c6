import { isDueForRotation, type DueKey, type UnscopedStore } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import type { Session } from "../state/session.ts";
import { nameIn, type State } from "../state/state.ts";
import { deleteTags } from "../tags/held-tags.ts";
import { copiedVersion, versionsOf } from "./held-keys.ts";

/** Makes the reader and the writer of the keys of all scopes. */
export function createAllKeys({ read, write }: Session): UnscopedStore["keys"] {
  return {
    read: {
      due: (now) =>
        read((state) => {
          const due = Array.from(state.keys.values()).filter((held) => !isLiving(held, now));
          const keys = due.map((held): DueKey => {
            const { scope, record } = held;
            return { scope, keyId: record.id, versions: versionsOf(state, held) };
          });
          // Nobody else writes here, so that none was tampered with.
          return { keys, refused: [] };
        }),

      materialExpired: (now) =>
        read((state) =>
          Array.from(state.keys.values())
            .filter(
              ({ record: { materialExpiresAt } }) => materialExpiresAt !== null && materialExpiresAt <= now,
            )
            .map(({ scope, record }) => ({ scope, keyId: record.id })),
        ),
      dueForRotation: (now) =>
        read((state) => {
          const due = Array.from(state.keys.values()).filter(({ record }) => isDueForRotation(record, now));
          const nextAt = ({ record }: (typeof due)[number]) => record.rotation?.nextAt ?? 0;
          const keys = due.toSorted((left, right) => nextAt(left) - nextAt(right));
          return { keys: keys.map(({ scope, record: key }) => ({ scope, key })), refused: [] };
        }),

      inCustody: (custody) =>
        read((state) =>
          Array.from(state.versions.values())
            .filter(({ record }) => record.custody === custody)
            .map(copiedVersion),
        ),

      mostMessages: (limit) =>
        read((state) =>
          Array.from(state.versions.values())
            .filter(({ messages }) => messages > 0)
            .toSorted((left, right) => right.messages - left.messages)
            .slice(0, limit)
            .map(({ scope, record: { id: versionId, keyId }, messages }) => ({
              ...{ scope, keyId, versionId, messages },
            })),
        ),
    },
    write: {
      deleteDue: ({ scope, keyId }, now) =>
        write((state) => {
          const held = state.keys.get(nameIn(scope, keyId));
          if (held === undefined || isLiving(held, now)) return false;
          for (const { id } of versionsOf(state, held)) state.versions.delete(nameIn(scope, id));
          deleteAliases(state, held.scope, keyId);
          deleteTags(state, held.scope, "key", keyId);
          state.keys.delete(nameIn(scope, keyId));
          return true;
        }),
    },
  };
}

function deleteAliases(state: State, { account, region }: DueKey["scope"], keyId: string): void {
  for (const [name, { scope, record }] of state.aliases) {
    if (scope.account === account && scope.region === region && record.keyId === keyId) {
      state.aliases.delete(name);
    }
  }
}
