import type { Kysely } from "kysely";
import type { InstanceRecord, KeyRecord, KeyWithVersion, OwnedKeyVersion, StoreScope } from "../records.ts";
import { isExactText } from "./exact-text.ts";
import { livingAliases, livingKeys, livingVersions, livingVersionsOfAll } from "./key-visibility.ts";
import { precompile } from "./precompiled.ts";
import type { PrecompiledQuery } from "./precompiled.ts";
import { KEY_COLUMNS, toInstanceRecord, toKeyRecord } from "./rows.ts";
import type { SqlTables } from "./schema.ts";
import type { SqlSession } from "./session.ts";

const VERSION_COLUMNS = [
  "key_versions.id as version_id",
  "key_versions.custody as version_custody",
  "key_versions.material as version_material",
  "key_versions.created_at as version_created_at",
] as const;

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
  // Those of keys have the parameters account, region, time and text, in this order.
  const anywhere: StoreScope = { account: "", region: "" };
  const keyById = precompile(livingKeys(database, anywhere, 0).where("keys.id", "=", "").select(KEY_COLUMNS));
  const keyByAlias = precompile(
    livingAliases(database, anywhere, 0).where("aliases.name", "=", "").select(KEY_COLUMNS),
  );
  const keyByVersion = precompile(
    livingVersions(database, anywhere, 0)
      .where("key_versions.id", "=", "")
      .select([...KEY_COLUMNS, ...VERSION_COLUMNS]),
  );
  // Region, time and text.
  const versionsWithPolicy = precompile(
    livingVersionsOfAll(database, "", 0)
      .where("key_versions.id", "=", "")
      .where("keys.policy", "is not", null)
      .orderBy("key_versions.seq")
      .select(["keys.account", ...KEY_COLUMNS, ...VERSION_COLUMNS]),
  );

  const instanceById = precompile(
    database
      .selectFrom("instances")
      .selectAll()
      .where("account", "=", "")
      .where("region", "=", "")
      .where("id", "=", ""),
  );

  const all = async <Row>(
    query: PrecompiledQuery<Row>,
    ...parameters: readonly (string | number)[]
  ): Promise<readonly Row[]> => {
    if (!parameters.every((parameter) => typeof parameter === "number" || isExactText(parameter))) {
      return [];
    }
    const { rows } = await session.read((reader) => reader.executeQuery(query(...parameters)));
    return rows;
  };
  const first = async <Row>(
    query: PrecompiledQuery<Row>,
    ...parameters: readonly (string | number)[]
  ): Promise<Row | undefined> => (await all(query, ...parameters))[0];
  const firstKey = <Row>(query: PrecompiledQuery<Row>, scope: StoreScope, text: string) =>
    first(query, scope.account, scope.region, session.now(), text);

  return {
    byId: async (scope, id) => {
      const row = await firstKey(keyById, scope, id);
      return row && toKeyRecord(row);
    },
    byAlias: async (scope, name) => {
      const row = await firstKey(keyByAlias, scope, name);
      return row && toKeyRecord(row);
    },
    byVersion: async (scope, versionId) => {
      const row = await firstKey(keyByVersion, scope, versionId);
      return row && toKeyWithVersion(row);
    },
    byVersionWithPolicy: async (region, versionId) => {
      const rows = await all(versionsWithPolicy, region, session.now(), versionId);
      return rows.map((row) => ({ account: row.account, ...toKeyWithVersion(row) }));
    },
    instance: async ({ account, region }, id) => {
      const row = await first(instanceById, account, region, id);
      return row && toInstanceRecord(row);
    },
  };
}

function toKeyWithVersion(
  row: Parameters<typeof toKeyRecord>[0] & {
    readonly version_id: string;
    readonly version_custody: string;
    readonly version_material: Uint8Array;
    readonly version_created_at: number;
  },
): KeyWithVersion {
  return {
    key: toKeyRecord(row),
    version: {
      id: row.version_id,
      keyId: row.id,
      custody: row.version_custody,
      material: row.version_material,
      createdAt: row.version_created_at,
    },
  };
}
