import type { Kysely } from "kysely";
import type { StoreScope } from "../records.ts";
import type { KeyReader } from "../store.ts";
import { isExactText } from "./exact-text.ts";
import { matches } from "./key-filter.ts";
import type { KeyLookups } from "./key-lookups.ts";
import { livingAliases, livingKeys, livingVersions } from "./key-visibility.ts";
import { KEY_COLUMNS, toAliasRecord, toInstanceRecord, toKeyRecord, toKeyVersionRecord } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

const NOTHING = { items: [], total: 0 } as const;

/** Makes the reader of one scope. */
export function createKeyReader(session: SqlSession, scope: StoreScope, lookups: KeyLookups): KeyReader {
  /** Looks up by a text that a caller gave: one that no row can have finds nothing. */
  const find = async <T>(
    text: string,
    work: (database: Kysely<SqlTables>) => Promise<T | undefined>,
  ): Promise<T | undefined> => (isExactText(text) ? session.read(work) : undefined);

  return {
    keyById: (id) => lookups.byId(scope, id),
    keyByAlias: (name) => lookups.byAlias(scope, name),
    keyByVersion: (versionId) => lookups.byVersion(scope, versionId),

    listKeys: (filter, page) =>
      session.read(async (database) => {
        const matching = livingKeys(database, scope, session.now()).where(matches(filter, scope));
        const total = matching.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = await matching
          .select([...KEY_COLUMNS, total.as("total")])
          .orderBy("keys.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        return { items: rows.map(toKeyRecord), total: await totalOf(rows, total) };
      }),

    listVersions: async (keyId, page) => {
      const versions = await find(keyId, async (database) => {
        const ofKey = livingVersions(database, scope, session.now()).where("key_versions.key_id", "=", keyId);
        const total = ofKey.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = await ofKey
          .selectAll("key_versions")
          .select(total.as("total"))
          .orderBy("key_versions.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        return { items: rows.map(toKeyVersionRecord), total: await totalOf(rows, total) };
      });
      return versions ?? NOTHING;
    },

    aliasByName: (name) =>
      find(name, async (database) => {
        const row = await livingAliases(database, scope, session.now())
          .where("aliases.name", "=", name)
          .select(["aliases.name", "aliases.key_id", "aliases.created_at"])
          .executeTakeFirst();
        return row && toAliasRecord(row);
      }),

    listAliases: async (page, keyId) => {
      if (keyId !== undefined && !isExactText(keyId)) {
        return NOTHING;
      }
      return session.read(async (database) => {
        const living = livingAliases(database, scope, session.now());
        const matching = keyId === undefined ? living : living.where("aliases.key_id", "=", keyId);
        const total = matching.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = await matching
          .select(["aliases.name", "aliases.key_id", "aliases.created_at", total.as("total")])
          .orderBy("aliases.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        return { items: rows.map(toAliasRecord), total: await totalOf(rows, total) };
      });
    },

    tagsOf: async (keyId) => {
      const tags = await find(keyId, (database) =>
        livingKeys(database, scope, session.now())
          .innerJoin("key_tags", (join) =>
            join
              .onRef("key_tags.account", "=", "keys.account")
              .onRef("key_tags.region", "=", "keys.region")
              .onRef("key_tags.key_id", "=", "keys.id"),
          )
          .where("keys.id", "=", keyId)
          .select(["key_tags.tag_key as key", "key_tags.tag_value as value"])
          .orderBy("key_tags.seq")
          .execute(),
      );
      return (tags ?? []).map(({ key, value }) => ({ key, value }));
    },

    instanceById: (id) => lookups.instance(scope, id),

    listInstances: () =>
      session.read(async (database) => {
        const rows = await database
          .selectFrom("instances")
          .selectAll()
          .where("account", "=", scope.account)
          .where("region", "=", scope.region)
          .orderBy("seq")
          .execute();
        return rows.map(toInstanceRecord);
      }),
  };
}

/** Every row carries the total of its own statement, so that the two agree; past the end there is no row to carry it. */
async function totalOf(
  rows: readonly { readonly total: number | null }[],
  count: { executeTakeFirst(): Promise<{ readonly total: number } | undefined> },
): Promise<number> {
  return rows[0]?.total ?? (await count.executeTakeFirst())?.total ?? 0;
}
