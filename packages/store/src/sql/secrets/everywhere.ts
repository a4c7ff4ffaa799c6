import type { UnscopedStore } from "../../aggregates.ts";
import { StoreError } from "../../errors.ts";
import { scopeOf } from "../../scope.ts";
import type { DueSecrets, NamedSecret } from "../../secrets/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import { deleteSecretRow, holdSecret } from "./write.ts";

/** Makes the reader and the writer of the secrets of all scopes. */
export function createAllSecrets(session: SqlSession): UnscopedStore["secrets"] {
  const { codes } = session;
  return {
    read: {
      dueForDeletion: async (now) =>
        soundOnes(
          codes,
          await session.read((database) =>
            database
              .selectFrom("secrets")
              .selectAll()
              .where("secrets.delete_at", "<=", now)
              .orderBy("secrets.seq")
              .execute(),
          ),
        ),
      dueForRotation: async (now) =>
        soundOnes(
          codes,
          await session.read((database) =>
            database
              .selectFrom("secrets")
              .selectAll()
              .where((eb) =>
                eb.or([
                  eb("secrets.rotating_until", "<=", now),
                  eb.and([eb("secrets.rotate_at", "<=", now), eb("secrets.rotating_until", "is", null)]),
                ]),
              )
              .where("secrets.delete_at", "is", null)
              .orderBy("secrets.seq")
              .execute(),
          ),
        ),
    },
    write: {
      deleteDue: ({ scope, name }, now) =>
        session.write(scope, async (tables) => {
          const held = await holdSecret(tables, scope, name);
          if (held === undefined || isLivingRow(held, now)) return false;
          await deleteSecretRow(tables, held);
          return true;
        }),
    },
  };
}

/** Somebody else may have written that a secret is due: such rows are refused, one by one. */
function soundOnes(codes: RowCodes, rows: readonly Row<"secrets">[]): DueSecrets {
  const secrets: NamedSecret[] = [];
  const refused: StoreError[] = [];
  for (const row of rows) {
    try {
      const secret = codes.check("secrets", row, {});
      secrets.push({ scope: scopeOf(secret), name: secret.name });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      refused.push(error);
    }
  }
  return { secrets, refused };
}
