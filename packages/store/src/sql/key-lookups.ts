import type { Kysely } from "kysely";
import type { InstanceRecord, KeyRecord, KeyWithVersion, OwnedKeyVersion, StoreScope } from "../records.ts";
import { isExactText } from "./exact-text.ts";
import { aliasesOf, isLivingRow, versionsOf, versionsOfAll } from "./key-visibility.ts";
import { precompile } from "./precompiled.ts";
import type { PrecompiledQuery } from "./precompiled.ts";
import {
  ALIAS_COLUMNS,
  checkedAlias,
  checkedVersion,
  toKeyWithVersion,
  VERSION_COLUMNS,
} from "./rows-of-keys.ts";
import { toInstanceRecord, toKeyRecord } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

/** The look-ups that calls begin with: one precompiled statement each. */
export interface KeyLookups {
  byId(scope: StoreScope, id: string): Promise<KeyRecord | undefined>;
  byAlias(scope: StoreScope, name: string): Promise<KeyRecord | undefined>;
  byVersion(scope: StoreScope, versionId: string): Promise<KeyWithVersion | undefined>;
  /** The versions of an id in a region whose keys have a policy, oldest first. */
  byVersionWithPolicy(region: string, versionId: string): Promise<readonly OwnedKeyVersion[]>;
  /** The instance of an id. */
  instance(scope: StoreScope, id: string): Promise<InstanceRecord | undefined>;
}

/** Makes the look-ups of all scopes. */
export function createKeyLookups(session: SqlSession, database: Kysely<SqlTables>): KeyLookups {
  const { codes } = session;
  const anywhere: StoreScope = { account: "", region: "" };
  // Account, region and text.
  const keyById = precompile(
    database
      .selectFrom("keys")
      .selectAll()
      .where("account", "=", "")
      .where("region", "=", "")
      .where("id", "=", ""),
  );
  const keyByAlias = precompile(
    aliasesOf(database, anywhere).where("aliases.name", "=", "").selectAll("keys").select(ALIAS_COLUMNS),
  );
  const instanceById = precompile(
    database
      .selectFrom("instances")
      .selectAll()
      .where("account", "=", "")
      .where("region", "=", "")
      .where("id", "=", ""),
  );
  // Region, account and text.
  const keyByVersion = precompile(
    versionsOf(database, anywhere)
      .where("key_versions.id", "=", "")
      .selectAll("keys")
      .select(VERSION_COLUMNS),
  );
  // Region and text.
  const versionsById = precompile(
    versionsOfAll(database, "")
      .where("key_versions.id", "=", "")
      .orderBy("key_versions.seq")
      .selectAll("keys")
      .select(VERSION_COLUMNS),
  );

  const all = async <Row>(
    query: PrecompiledQuery<Row>,
    ...texts: readonly string[]
  ): Promise<readonly Row[]> => {
    if (!texts.every(isExactText)) {
      return [];
    }
    const { rows } = await session.read((reader) => reader.executeQuery(query(...texts)));
    return rows;
  };
  const first = async <Row>(
    query: PrecompiledQuery<Row>,
    ...texts: readonly string[]
  ): Promise<Row | undefined> => (await all(query, ...texts))[0];

  return {
    byId: async ({ account, region }, id) => {
      const row = await first(keyById, account, region, id);
      if (row === undefined) return undefined;
      const key = codes.check("keys", row, { account, region, id });
      return isLivingRow(key, session.now()) ? toKeyRecord(key) : undefined;
    },
    byAlias: async ({ account, region }, name) => {
      const row = await first(keyByAlias, account, region, name);
      if (row === undefined) return undefined;
      const { key } = checkedAlias(codes, row, { account, region, name });
      return isLivingRow(key, session.now()) ? toKeyRecord(key) : undefined;
    },
    byVersion: async ({ account, region }, id) => {
      const row = await first(keyByVersion, region, account, id);
      if (row === undefined) return undefined;
      const found = checkedVersion(codes, row, { account, region, id });
      return isLivingRow(found.key, session.now()) ? toKeyWithVersion(found) : undefined;
    },
    byVersionWithPolicy: async (region, id) => {
      const rows = await all(versionsById, region, id);
      return rows
        .map((row) => checkedVersion(codes, row, { region, id }))
        .filter(({ key }) => key.policy !== null && isLivingRow(key, session.now()))
        .map((found) => ({ account: found.key.account, ...toKeyWithVersion(found) }));
    },
    instance: async ({ account, region }, id) => {
      const row = await first(instanceById, account, region, id);
      return row && toInstanceRecord(codes.check("instances", row, { account, region, id }));
    },
  };
}
