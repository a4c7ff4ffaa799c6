import type { KeyVersionRecord } from "../records.ts";
import { isExactText } from "./exact-text.ts";
import { toKeyVersionRecord } from "./rows.ts";
import type { SqlSession } from "./session.ts";

/** The key versions of all scopes in one custody, oldest first, those of keys that wait for their purge among them. */
export async function materialOf(session: SqlSession, custody: string): Promise<readonly KeyVersionRecord[]> {
  if (!isExactText(custody)) return [];
  const rows = await session.read((database) =>
    database.selectFrom("key_versions").selectAll().where("custody", "=", custody).orderBy("seq").execute(),
  );
  return rows.map((row) => toKeyVersionRecord(session.codes.check("key_versions", row, { custody })));
}
