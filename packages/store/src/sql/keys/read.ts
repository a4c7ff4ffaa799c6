import type { KeyReader } from "../../keys/contract.ts";
import type { StoreScope } from "../../scope.ts";
import { emptyPage, onPage, readPage } from "../database/listing.ts";
import type { SqlSession } from "../database/session.ts";
import { isExactText } from "../values/exact-text.ts";
import { isLivingRow } from "../rows/living-row.ts";
import { besideKey, checkedWithKey, toKeyWithVersion } from "./beside-key.ts";
import { countOfKeys, pageOfKeys } from "./blocks.ts";
import { matches } from "./filter.ts";
import type { Row } from "../rows/coded-tables.ts";
import { toKeyRecord, toKeyVersionRecord } from "./rows.ts";
import { isLiving, keysOf, livingKeys, versionsOf } from "./visibility.ts";

const anyScope: StoreScope = { account: "", region: "" };

/** Makes the readers of keys and their versions. The look-ups that calls begin with are one statement each. */
export function createKeyReaders(session: SqlSession): (scope: StoreScope) => KeyReader {
  const { codes } = session;
  // Account, region and id.
  const byId = session.prepare((database) =>
    keysOf(database, anyScope).where("keys.id", "=", "").selectAll(),
  );
  // Region, account and id.
  const byVersion = session.prepare((database) =>
    versionsOf(database, anyScope)
      .where("key_versions.id", "=", "")
      .selectAll("keys")
      .select(besideKey("key_versions")),
  );

  return (scope) => {
    const { account, region } = scope;
    return {
      byId: async (id) => {
        const row = await byId.first(account, region, id);
        if (row === undefined) return undefined;
        const key = codes.check("keys", row, { account, region, id });
        return isLivingRow(key, session.now()) ? toKeyRecord(key) : undefined;
      },

      byVersion: async (id) => {
        const row = await byVersion.first(region, account, id);
        if (row === undefined) return undefined;
        const found = checkedWithKey(codes, "key_versions", row, { account, region, id });
        return isLivingRow(found.key, session.now()) ? toKeyWithVersion(found) : undefined;
      },

      list: (filter, page) =>
        session.read((database) => {
          const toItem = (row: Row<"keys">) => toKeyRecord(codes.check("keys", row, { account, region }));
          const now = session.now();
          if (Object.values(filter).every((values) => values === undefined)) {
            const count = countOfKeys(database, scope, now);
            return readPage({ rows: pageOfKeys(database, scope, now, page), count }, toItem);
          }
          const matching = livingKeys(database, scope, now).where(matches(filter, scope, now));
          const count = matching.select((eb) => eb.fn.countAll<number>().as("total"));
          const rows = matching.selectAll("keys").select(count.as("total")).orderBy("keys.seq");
          return readPage({ rows: onPage(rows, page), count }, toItem);
        }),

      listVersions: async (keyId, page) => {
        if (!isExactText(keyId)) return emptyPage;
        return session.read((database) => {
          const ofKey = versionsOf(database, scope)
            .where(isLiving(session.now()))
            .where("key_versions.key_id", "=", keyId);
          const count = ofKey.select((eb) => eb.fn.countAll<number>().as("total"));
          const rows = ofKey
            .selectAll("keys")
            .select(besideKey("key_versions"))
            .select(count.as("total"))
            .orderBy("key_versions.seq");
          return readPage({ rows: onPage(rows, page), count }, (row) =>
            toKeyVersionRecord(
              checkedWithKey(codes, "key_versions", row, { account, region, key_id: keyId }).row,
            ),
          );
        });
      },
    };
  };
}
