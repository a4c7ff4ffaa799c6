import type { Kysely } from "kysely";
import type { AliasReader, AliasRecord } from "../../aliases/contract.ts";
import type { StoreScope } from "../../scope.ts";
import { emptyPage, onPage, readPage } from "../database/listing.ts";
import type { SqlSession } from "../database/session.ts";
import { besideKey, checkedWithKey, type CheckedWithKey } from "../keys/beside-key.ts";
import { toKeyRecord } from "../keys/rows.ts";
import { isLiving } from "../keys/visibility.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { SqlTables } from "../rows/schema.ts";
import { isExactText } from "../values/exact-text.ts";

const anyScope: StoreScope = { account: "", region: "" };

/** Makes the readers of aliases. The look-up that calls begin with is one statement. */
export function createAliasReaders(session: SqlSession): (scope: StoreScope) => AliasReader {
  const { codes } = session;
  // Account, region and name.
  const byName = session.prepare((database) =>
    aliasesOf(database, anyScope)
      .where("aliases.name", "=", "")
      .selectAll("keys")
      .select(besideKey("aliases")),
  );

  return (scope) => {
    const { account, region } = scope;
    const find = async (name: string): Promise<CheckedWithKey<"aliases"> | undefined> => {
      const row = await byName.first(account, region, name);
      if (row === undefined) return undefined;
      const found = checkedWithKey(codes, "aliases", row, { account, region, name });
      return isLivingRow(found.key, session.now()) ? found : undefined;
    };
    return {
      byName: async (name) => {
        const found = await find(name);
        return found && toAliasRecord(found.row);
      },

      keyOf: async (name) => {
        const found = await find(name);
        return found && toKeyRecord(found.key);
      },

      list: async (page, keyId) => {
        if (keyId !== undefined && !isExactText(keyId)) return emptyPage;
        return session.read((database) => {
          const living = aliasesOf(database, scope).where(isLiving(session.now()));
          const matching = keyId === undefined ? living : living.where("aliases.key_id", "=", keyId);
          const count = matching.select((eb) => eb.fn.countAll<number>().as("total"));
          const rows = matching
            .selectAll("keys")
            .select(besideKey("aliases"))
            .select(count.as("total"))
            .orderBy("aliases.seq");
          const asked = { account, region, ...(keyId !== undefined && { key_id: keyId }) };
          return readPage({ rows: onPage(rows, page), count }, (row) =>
            toAliasRecord(checkedWithKey(codes, "aliases", row, asked).row),
          );
        });
      },
    };
  };
}

/** The aliases of a scope, each with its key. */
function aliasesOf(database: Kysely<SqlTables>, { account, region }: StoreScope) {
  return database
    .selectFrom("aliases")
    .innerJoin("keys", (join) =>
      join
        .onRef("keys.account", "=", "aliases.account")
        .onRef("keys.region", "=", "aliases.region")
        .onRef("keys.id", "=", "aliases.key_id"),
    )
    .where("aliases.account", "=", account)
    .where("aliases.region", "=", region);
}

function toAliasRecord(row: Row<"aliases">): AliasRecord {
  return { name: row.name, keyId: row.key_id, createdAt: row.created_at };
}
