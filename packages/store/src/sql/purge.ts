import type { KeyVersionRecord, StoreScope } from "../records.ts";
import type { DueKey } from "../store.ts";
import { scopeOf, toKeyVersionRecord } from "./rows.ts";
import type { SqlSession, SqlTransaction } from "./session.ts";

/** The keys of all scopes whose time has come, oldest first, with their versions. */
export async function dueKeys(session: SqlSession, now: number): Promise<readonly DueKey[]> {
  return session.read(async (database) => {
    const due = database.selectFrom("keys").where("keys.delete_at", "<=", now);
    const keys = await due.select(["account", "region", "id"]).orderBy("seq").execute();
    const versions = await due
      .innerJoin("key_versions", (join) =>
        join
          .onRef("key_versions.account", "=", "keys.account")
          .onRef("key_versions.region", "=", "keys.region")
          .onRef("key_versions.key_id", "=", "keys.id"),
      )
      .selectAll("key_versions")
      .orderBy("key_versions.seq")
      .execute();
    const found = new Map(keys.map((key) => [nameOf(key, key.id), dueKey(key, key.id)]));
    for (const version of versions) {
      found.get(nameOf(version, version.key_id))?.versions.push(toKeyVersionRecord(version));
    }
    return [...found.values()];
  });
}

/** Deletes a key whose time has come, with all that belongs to it; answers false when it is not there, or not due. */
export async function deleteDueKey(
  transaction: SqlTransaction,
  { scope, keyId }: Pick<DueKey, "scope" | "keyId">,
  now: number,
): Promise<boolean> {
  const result = await transaction
    .deleteFrom("keys")
    .where("account", "=", scope.account)
    .where("region", "=", scope.region)
    .where("id", "=", keyId)
    .where("delete_at", "<=", now)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function dueKey(scope: StoreScope, keyId: string) {
  const versions: KeyVersionRecord[] = [];
  return { scope: scopeOf(scope), keyId, versions };
}

const nameOf = ({ account, region }: StoreScope, keyId: string) => JSON.stringify([account, region, keyId]);
