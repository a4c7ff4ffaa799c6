import type { ScopedInstance } from "../store.ts";
import { scopeOf, toInstanceRecord } from "./rows.ts";
import type { SqlSession } from "./session.ts";

/** The instances of all scopes, oldest first. */
export async function listInstances(session: SqlSession): Promise<readonly ScopedInstance[]> {
  const rows = await session.read((database) =>
    database.selectFrom("instances").selectAll().orderBy("seq").execute(),
  );
  return rows.map((row) => ({
    scope: scopeOf(row),
    instance: toInstanceRecord(session.codes.check("instances", row, {})),
  }));
}
