import type { UnscopedStore } from "../../aggregates.ts";
import type { SqlSession } from "../database/session.ts";
import { isExactText } from "../values/exact-text.ts";
import { deleteDueKey, dueKeys } from "./due.ts";
import { mostMessages } from "./messages.ts";
import { materialExpired } from "./material.ts";
import { dueForRotation } from "./rotation.ts";
import { toKeyVersionRecord } from "./rows.ts";

/** Makes the reader and the writer of the keys of all scopes. */
export function createAllKeys(session: SqlSession): UnscopedStore["keys"] {
  return {
    read: {
      due: (now) => dueKeys(session, now),

      materialExpired: (now) => materialExpired(session, now),
      dueForRotation: (now) => dueForRotation(session, now),

      inCustody: async (custody) => {
        if (!isExactText(custody)) return [];
        const rows = await session.read((database) =>
          database
            .selectFrom("key_versions")
            .selectAll()
            .where("custody", "=", custody)
            .orderBy("seq")
            .execute(),
        );
        return rows.map((row) => toKeyVersionRecord(session.codes.check("key_versions", row, { custody })));
      },
      mostMessages: (limit) => mostMessages(session, limit),
    },
    write: {
      deleteDue: (key, now) => session.write(key.scope, (tables) => deleteDueKey(tables, key, now)),
    },
  };
}
