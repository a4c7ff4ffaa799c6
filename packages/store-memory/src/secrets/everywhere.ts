import { isRotationDue, type DueSecrets, type SecretRecord, type UnscopedStore } from "@keyferry/store";
import type { Session } from "../state/session.ts";
import { isLiving } from "../state/living.ts";
import { nameIn } from "../state/state.ts";
import { deleteSecret } from "./held-secrets.ts";

/** Makes the reader and the writer of the secrets of all scopes. */
export function createAllSecrets({ read, write }: Session): UnscopedStore["secrets"] {
  const due = (isDue: (secret: SecretRecord) => boolean): Promise<DueSecrets> =>
    read((state) => ({
      secrets: Array.from(state.secrets.values())
        .filter(({ record }) => isDue(record))
        .map(({ scope, record: { name } }) => ({ scope, name })),
      // Nobody else writes here, so that none was tampered with.
      refused: [],
    }));
  return {
    read: {
      dueForDeletion: (now) => due(({ deleteAt }) => deleteAt !== null && deleteAt <= now),
      dueForRotation: (now) =>
        due(
          ({ deleteAt, rotation }) => deleteAt === null && rotation !== null && isRotationDue(rotation, now),
        ),
    },
    write: {
      deleteDue: ({ scope, name }, now) =>
        write((state) => {
          const held = state.secrets.get(nameIn(scope, name));
          if (held === undefined || isLiving(held, now)) return false;
          deleteSecret(state, held);
          return true;
        }),
    },
  };
}
