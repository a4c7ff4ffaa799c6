import type { Kysely } from "kysely";
import type { StoreScope } from "../../scope.ts";
import type { TaggedResource, TagReader, TagRecord, WantedTag } from "../../tags/contract.ts";
import type { SqlSession } from "../database/session.ts";
import { nameColumn } from "../rows/coded-tables.ts";
import { joinedRows } from "../rows/joined.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { RowCodes } from "../rows/row-codes.ts";
import type { SqlTables } from "../rows/schema.ts";
import { isExactText } from "../values/exact-text.ts";
import { grouped } from "../values/grouped.ts";
import { askedFor, idColumn, resourcesWithTags, tableOf, type WithTag } from "./resources.ts";
import { toTagRecords, type TaggedName } from "./rows.ts";

/** How many rows are looked at for one page: so a page costs no more where few resources have tags. */
const maxRows = 1000;

/** Makes the reader of the tags of one scope. */
export function createTagReader(session: SqlSession, scope: StoreScope): TagReader {
  const { codes } = session;
  return {
    of: async (type, id) => {
      if (!isExactText(id)) return [];
      // One statement, so that the tags are of the same moment as the code that the resource has for them.
      const rows = await session.read((database) =>
        resourcesWithTags(database, type, scope).where(idColumn(type), "=", id).execute(),
      );
      const [first, ...others] = rows;
      if (first === undefined) return [];
      const tags = checkedTags(codes, { scope, type, id }, [first, ...others]);
      return isLivingRow(first, session.now()) ? tags : [];
    },

    list: async (type, wanted, { after, maxTags }) => {
      if (!wanted.every(({ key, value = "" }) => isExactText(key) && isExactText(value))) {
        return { items: [], next: null };
      }
      const rows = await session.read((database) => {
        const all = resourcesWithTags(database, type, scope).where("resource.seq", ">", after).limit(maxRows);
        return wanted
          .reduce(
            (query, tag) => query.where(idColumn(type), "in", tagged(database, { scope, type }, tag)),
            all,
          )
          .execute();
      });
      const resources = [...grouped(rows, ({ seq }) => seq).values()];
      // The last resource may have tags behind the last row.
      const isWhole = rows.length < maxRows;
      if (!isWhole) resources.pop();
      const items: TaggedResource[] = [];
      let [place, held] = [after, 0];
      for (const ofOne of resources) {
        const id = ofOne[0][nameColumn(tableOf(type)) as "id"];
        const tags = checkedTags(codes, { scope, type, id }, ofOne);
        if (held + tags.length > maxTags) return { items, next: place };
        if (tags.length > 0 && isLivingRow(ofOne[0], session.now())) {
          items.push({ id, tags });
          held += tags.length;
        }
        place = ofOne[0].seq;
      }
      return { items, next: isWhole ? null : place };
    },
  };
}

/** The ids of the resources that have a tag. */
function tagged(
  database: Kysely<SqlTables>,
  { scope, type }: Omit<TaggedName, "id">,
  { key, value }: WantedTag,
) {
  const { account, region } = scope;
  const found = database
    .selectFrom("tags")
    .select("resource_id")
    .where((eb) => eb.and({ account, region, resource_type: type, tag_key: key }));
  return value === undefined ? found : found.where("tag_value", "=", value);
}

/**
 * The tags of a resource, which is as it was written, with all of them.
 *
 * @throws {StoreError} `tampered`
 */
function checkedTags(
  codes: RowCodes,
  name: TaggedName,
  rows: readonly [WithTag, ...WithTag[]],
): readonly TagRecord[] {
  const resource = codes.check(tableOf(name.type), rows[0], askedFor(name));
  const tags = joinedRows("tags", "tag_", rows);
  codes.checkList("tags", tags, { name: name.id, mac: resource.tags_mac });
  return toTagRecords(tags);
}
