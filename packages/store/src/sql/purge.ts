import type { KeyVersionRecord } from "../records.ts";
import { toKeyVersionRecord } from "./rows.ts";
import type { SqlTransaction } from "./session.ts";

/** Deletes the keys of all scopes whose time has come, with all that belongs to them; answers their versions. */
export async function purgeDueKeys(
  transaction: SqlTransaction,
  now: number,
): Promise<readonly KeyVersionRecord[]> {
  const versions = await transaction
    .deleteFrom("key_versions")
    .where("seq", "in", (eb) =>
      eb
        .selectFrom("keys")
        .innerJoin("key_versions as version", (join) =>
          join
            .onRef("version.account", "=", "keys.account")
            .onRef("version.region", "=", "keys.region")
            .onRef("version.key_id", "=", "keys.id"),
        )
        .select("version.seq")
        .where("keys.delete_at", "<=", now),
    )
    .returningAll()
    .execute();
  await transaction.deleteFrom("keys").where("delete_at", "<=", now).execute();
  return versions.map(toKeyVersionRecord);
}
