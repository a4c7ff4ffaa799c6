import type { StoreScope } from "../../scope.ts";
import type { TagReader } from "../../tags/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { isLivingRow, keysOf } from "../keys/visibility.ts";
import { joinedRows, prefixedColumns } from "../rows/joined.ts";
import { isExactText } from "../values/exact-text.ts";

/** Makes the reader of the tags of one scope. */
export function createTagReader(session: SqlSession, scope: StoreScope): TagReader {
  const { account, region } = scope;
  return {
    ofKey: async (id) => {
      if (!isExactText(id)) return [];
      // One statement, so that the tags are of the same moment as the code that the key has for them.
      const rows = await session.read((database) =>
        keysOf(database, scope)
          .leftJoin("key_tags", (join) =>
            join
              .onRef("key_tags.account", "=", "keys.account")
              .onRef("key_tags.region", "=", "keys.region")
              .onRef("key_tags.key_id", "=", "keys.id"),
          )
          .where("keys.id", "=", id)
          .selectAll("keys")
          .select(prefixedColumns("key_tags", "tag_"))
          .orderBy("key_tags.seq")
          .execute(),
      );
      const [first] = rows;
      if (first === undefined) return [];
      const key = session.codes.check("keys", first, { account, region, id });
      const tags = joinedRows("key_tags", "tag_", rows);
      session.codes.checkList("key_tags", tags, { name: id, mac: key.tags_mac });
      return isLivingRow(key, session.now())
        ? tags.map(({ tag_key: name, tag_value: value }) => ({ key: name, value }))
        : [];
    },
  };
}
