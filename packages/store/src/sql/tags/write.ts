import type { StoreScope } from "../../scope.ts";
import type { TagChange, TagRecord, TagWriter } from "../../tags/contract.ts";
import { withTags } from "../../tags/with-tags.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Tables } from "../rows/tables.ts";
import { exact, isExactText } from "../values/exact-text.ts";
import { askedFor, tableOf } from "./resources.ts";
import { areOf, codeOfTags, deleteTags, insertTags, toTagRecords, type TaggedName } from "./rows.ts";

/** Makes the writer of the tags of one scope. */
export function createTagWriter(session: SqlSession, scope: StoreScope): TagWriter {
  return {
    put: (change, tags, maxTags) =>
      session.write(scope, async (tables) => {
        const held = await holdResources(tables, scope, change, session.now());
        if (held === undefined) return "not usable";
        const plans = held.map((resource) => ({ ...resource, after: withTags(resource.tags, tags) }));
        if (plans.some(({ after }) => after.length > maxTags)) return "too many tags";
        for (const plan of plans) await putTags(tables, plan);
        return "changed";
      }),

    remove: (change, tagKeys) =>
      session.write(scope, async (tables) => {
        const held = await holdResources(tables, scope, change, session.now());
        if (held === undefined) return "not usable";
        const keys = tagKeys === "all" ? tagKeys : tagKeys.filter(isExactText);
        if (keys.length === 0) return "changed";
        for (const { name, row, tags } of held) {
          await deleteTags(tables, name, keys);
          const left = tags.filter(({ key }) => keys !== "all" && !keys.includes(key));
          await changeCode(tables, name, row, left);
        }
        return "changed";
      }),
  };
}

/** A resource that nobody else changes until the transaction ends. */
interface HeldResource {
  readonly name: TaggedName;
  readonly row: Row<"keys">;
  readonly tags: readonly TagRecord[];
}

/**
 * Holds resources, always in the same order: of two callers who name the same ones, one waits. Undefined when one is gone,
 * or cannot be changed.
 *
 * @throws {StoreError} `tampered`
 */
async function holdResources(
  tables: Tables,
  scope: StoreScope,
  { type, ids, states }: TagChange,
  now: number,
): Promise<readonly HeldResource[] | undefined> {
  const held: HeldResource[] = [];
  for (const id of [...new Set(ids)].sort()) {
    const name = { scope, type, id };
    const [row] = await tables.hold(tableOf(type), askedFor(name));
    if (row === undefined || !isLivingRow(row, now)) return undefined;
    if (type === "key" && !states.includes(row.state)) return undefined;
    if (type === "secret" && row.delete_at !== null) return undefined;
    const tags = await tables.transaction
      .selectFrom("tags")
      .selectAll()
      .where(areOf(name))
      .orderBy("seq")
      .execute();
    tables.codes.checkList("tags", tags, { name: id, mac: row.tags_mac });
    held.push({ name, row, tags: toTagRecords(tags) });
  }
  return held;
}

/** Writes what of a resource's tags is another one than before. */
async function putTags(
  tables: Tables,
  { name, row, tags: before, after }: HeldResource & { readonly after: readonly TagRecord[] },
): Promise<void> {
  const added = after.slice(before.length);
  for (const [at, { key, value }] of before.entries()) {
    const changed = after[at]?.value;
    if (changed === undefined || changed === value) continue;
    await tables.transaction
      .updateTable("tags")
      .set(exact({ tag_value: changed }))
      .where(areOf(name))
      .where("tag_key", "=", key)
      .execute();
  }
  await insertTags(tables, name, added);
  await changeCode(tables, name, row, after);
}

/** Gives a resource the code of its tags. */
async function changeCode(
  tables: Tables,
  name: TaggedName,
  row: Row<"keys">,
  tags: readonly TagRecord[],
): Promise<void> {
  const change = { tags_mac: codeOfTags(tables.codes, name, tags) };
  await tables.change(tableOf(name.type), row, change);
}
