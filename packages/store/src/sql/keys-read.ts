import type { Kysely } from "kysely";
import type { StoreScope } from "../records.ts";
import type { KeyReader } from "../store.ts";
import { isExactText } from "./exact-text.ts";
import { matches } from "./key-filter.ts";
import type { KeyLookups } from "./key-lookups.ts";
import { tagsOf } from "./key-tags.ts";
import { aliasesOf, isLiving, isLivingRow, livingKeys, versionsOf } from "./key-visibility.ts";
import { ALIAS_COLUMNS, checkedAlias, checkedVersion, VERSION_COLUMNS } from "./rows-of-keys.ts";
import { toAliasRecord, toInstanceRecord, toKeyRecord, toKeyVersionRecord } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

const NOTHING = { items: [], total: 0 } as const;

/** Makes the reader of one scope. */
export function createKeyReader(session: SqlSession, scope: StoreScope, lookups: KeyLookups): KeyReader {
  const { codes } = session;
  const { account, region } = scope;
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
          .selectAll("keys")
          .select(total.as("total"))
          .orderBy("keys.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        return {
          items: rows.map((row) => toKeyRecord(codes.check("keys", row, { account, region }))),
          total: await totalOf(rows, total),
        };
      }),

    listVersions: async (keyId, page) => {
      const versions = await find(keyId, async (database) => {
        const ofKey = versionsOf(database, scope)
          .where(isLiving(session.now()))
          .where("key_versions.key_id", "=", keyId);
        const total = ofKey.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = await ofKey
          .selectAll("keys")
          .select(VERSION_COLUMNS)
          .select(total.as("total"))
          .orderBy("key_versions.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        const asked = { account, region, key_id: keyId };
        return {
          items: rows.map((row) => toKeyVersionRecord(checkedVersion(codes, row, asked).version)),
          total: await totalOf(rows, total),
        };
      });
      return versions ?? NOTHING;
    },

    aliasByName: (name) =>
      find(name, async (database) => {
        const row = await aliasesOf(database, scope)
          .where("aliases.name", "=", name)
          .selectAll("keys")
          .select(ALIAS_COLUMNS)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const { alias, key } = checkedAlias(codes, row, { account, region, name });
        return isLivingRow(key, session.now()) ? toAliasRecord(alias) : undefined;
      }),

    listAliases: async (page, keyId) => {
      if (keyId !== undefined && !isExactText(keyId)) {
        return NOTHING;
      }
      return session.read(async (database) => {
        const living = aliasesOf(database, scope).where(isLiving(session.now()));
        const matching = keyId === undefined ? living : living.where("aliases.key_id", "=", keyId);
        const total = matching.select((eb) => eb.fn.countAll<number>().as("total"));
        const rows = await matching
          .selectAll("keys")
          .select(ALIAS_COLUMNS)
          .select(total.as("total"))
          .orderBy("aliases.seq")
          .limit(page.limit)
          .offset(page.offset)
          .execute();
        const asked = { account, region, ...(keyId !== undefined && { key_id: keyId }) };
        return {
          items: rows.map((row) => toAliasRecord(checkedAlias(codes, row, asked).alias)),
          total: await totalOf(rows, total),
        };
      });
    },

    tagsOf: async (keyId) => (await find(keyId, (database) => tagsOf(database, session, scope, keyId))) ?? [],

    instanceById: (id) => lookups.instance(scope, id),

    listInstances: () =>
      session.read(async (database) => {
        const rows = await database
          .selectFrom("instances")
          .selectAll()
          .where("account", "=", account)
          .where("region", "=", region)
          .orderBy("seq")
          .execute();
        return rows.map((row) => toInstanceRecord(codes.check("instances", row, { account, region })));
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
