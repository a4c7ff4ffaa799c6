import { sql, type Kysely } from "kysely";
import type { Page } from "../../listing.ts";
import type { StoreScope } from "../../scope.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { SqlTables } from "../rows/schema.ts";
import type { SqlTransaction } from "../rows/tables.ts";
import { livingKeys } from "./visibility.ts";

/**
 * How many keys a block counts at most. A page costs a sum over all blocks, and the keys of one block that are before it:
 * at 100,000 keys 196 small rows and less than 512 entries of an index.
 */
const blockSize = 512;

/**
 * Counts a new key of a scope in its newest block, or in another one when that is full: so blocks follow one another as keys
 * do. Answers its number.
 */
export async function joinBlock(
  transaction: SqlTransaction,
  { account, region }: StoreScope,
): Promise<number> {
  const newest = await transaction
    .selectFrom("key_blocks")
    .where((eb) => eb.and({ account, region }))
    .orderBy("block", "desc")
    .limit(1)
    .select(["block", "count"])
    .executeTakeFirst();
  const isFull = newest === undefined || newest.count >= blockSize;
  const block = (newest?.block ?? 0) + (isFull ? 1 : 0);
  await transaction
    .insertInto("key_blocks")
    .values({ account, region, block, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["account", "region", "block"])
        .doUpdateSet((eb) => ({ count: eb("key_blocks.count", "+", 1) })),
    )
    .execute();
  return block;
}

/** Takes a key that is deleted out of its block; a block without keys goes. */
export async function leaveBlock(
  transaction: SqlTransaction,
  { account, region, block }: Pick<Row<"keys">, "account" | "region" | "block">,
): Promise<void> {
  await transaction
    .updateTable("key_blocks")
    .set((eb) => ({ count: eb("count", "-", 1) }))
    .where((eb) => eb.and({ account, region, block }))
    .execute();
  await transaction
    .deleteFrom("key_blocks")
    .where((eb) => eb.and({ account, region, block }))
    .where("count", "<=", 0)
    .execute();
}

/** The blocks of a scope with the keys that are still there: how many, and how many with all blocks before. */
function countedBlocks(database: Kysely<SqlTables>, { account, region }: StoreScope, now: number) {
  const gone = database
    .selectFrom("keys")
    .where((eb) => eb.and({ account, region }))
    .where("delete_at", "<=", now)
    .groupBy("block")
    .select((eb) => ["block", eb.fn.countAll<number>().as("gone")]);
  const living = sql<number>`key_blocks.count - coalesce(due.gone, 0)`;
  return database
    .selectFrom("key_blocks")
    .leftJoin(gone.as("due"), "due.block", "key_blocks.block")
    .where("key_blocks.account", "=", account)
    .where("key_blocks.region", "=", region)
    .select([
      "key_blocks.block",
      living.as("living"),
      // Some databases make a sum of whole numbers one that may have fractions.
      sql<number>`cast(sum(${living}) over (order by key_blocks.block) as bigint)`.as("upto"),
    ]);
}

/**
 * A page of all keys of a scope that are still there, with the total. Its first key is found by the counts of blocks, and not
 * by those before it.
 */
export function pageOfKeys(
  database: Kysely<SqlTables>,
  scope: StoreScope,
  now: number,
  { offset, limit }: Page,
) {
  const place = sql.ref("place");
  // Behind the last key there is no place, and there are no rows to skip.
  const skipped = sql<number>`coalesce((select ${offset} - place.before from ${place}), 0)`;
  return livingKeys(
    database
      .with("counted", () => countedBlocks(database, scope, now))
      .with("place", (tables) =>
        tables
          .selectFrom("counted")
          .where("counted.upto", ">", offset)
          .orderBy("counted.block")
          .limit(1)
          .select(["counted.block", sql<number>`counted.upto - counted.living`.as("before")]),
      ) as unknown as Kysely<SqlTables>,
    scope,
    now,
  )
    .where("keys.block", ">=", sql<number>`(select place.block from ${place})`)
    .selectAll("keys")
    .select(sql<number>`(select max(counted.upto) from ${sql.ref("counted")})`.as("total"))
    .orderBy("keys.block")
    .orderBy("keys.seq")
    .limit(limit)
    .offset(skipped);
}

/** How many keys of a scope are still there. */
export function countOfKeys(database: Kysely<SqlTables>, scope: StoreScope, now: number) {
  return database
    .with("counted", () => countedBlocks(database, scope, now))
    .selectFrom("counted")
    .select((eb) => eb.fn.coalesce(eb.fn.max<number>("counted.upto"), sql<number>`0`).as("total"));
}
