import type { Kysely } from "kysely";
import type { StoreScope, TagRecord } from "../records.ts";
import { prefixedColumns, withoutPrefix, type Prefixed, type Row } from "./coded-tables.ts";
import { isLivingRow } from "./key-visibility.ts";
import type { RowCodes } from "./row-codes.ts";
import { scopeOf } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";
import type { SqlTransaction } from "./tables.ts";
import { exact } from "./exact-text.ts";

type TagRow = Omit<Row<"key_tags">, "seq">;

/** The rows of a new key's tags, in their order. */
export function tagRows(scope: StoreScope, keyId: string, tags: readonly TagRecord[]): readonly TagRow[] {
  return tags.map(({ key, value }) => ({
    ...scopeOf(scope),
    key_id: keyId,
    tag_key: key,
    tag_value: value,
  }));
}

/** Puts the tags of a key that is there into their table. */
export async function insertTags(transaction: SqlTransaction, rows: readonly TagRow[]): Promise<void> {
  for (const row of rows) {
    await transaction.insertInto("key_tags").values(exact(row)).execute();
  }
}

/** The tags of a key, in one statement, so that they are of the same moment as the code that the key has for them. */
export async function tagsOf(
  database: Kysely<SqlTables>,
  session: SqlSession,
  { account, region }: StoreScope,
  id: string,
): Promise<readonly TagRecord[]> {
  const rows = await database
    .selectFrom("keys")
    .leftJoin("key_tags", (join) =>
      join
        .onRef("key_tags.account", "=", "keys.account")
        .onRef("key_tags.region", "=", "keys.region")
        .onRef("key_tags.key_id", "=", "keys.id"),
    )
    .where("keys.account", "=", account)
    .where("keys.region", "=", region)
    .where("keys.id", "=", id)
    .selectAll("keys")
    .select(prefixedColumns("key_tags", "tag_"))
    .orderBy("key_tags.seq")
    .execute();
  const [first] = rows;
  if (first === undefined) return [];
  const key = session.codes.check("keys", first, { account, region, id });
  const tags = checkedTags(session.codes, key, rows);
  return isLivingRow(key, session.now()) ? tags : [];
}

function checkedTags(
  codes: RowCodes,
  { id, tags_mac: mac }: Row<"keys">,
  rows: readonly {
    readonly [C in keyof Prefixed<"key_tags", "tag_">]: Prefixed<"key_tags", "tag_">[C] | null;
  }[],
): readonly TagRecord[] {
  const tags = rows
    .filter((row): row is Prefixed<"key_tags", "tag_"> => row.tag_seq !== null)
    .map((row) => withoutPrefix("key_tags", "tag_", row));
  codes.checkList("key_tags", tags, { name: id, mac });
  return tags.map(({ tag_key: key, tag_value: value }) => ({ key, value }));
}
