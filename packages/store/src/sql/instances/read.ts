import type { AllInstancesReader, InstanceReader } from "../../instances/contract.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import { versionsIn } from "../keys/visibility.ts";
import { countOf } from "../rows/quota.ts";
import { secretsIn } from "../secrets/visibility.ts";
import { isExactText } from "../values/exact-text.ts";
import { toInstanceRecord } from "./rows.ts";

/** Makes the readers of instances. The look-up that calls begin with is one statement. */
export function createInstanceReaders(session: SqlSession): (scope: StoreScope) => InstanceReader {
  const { codes } = session;
  // Account, region and id.
  const byId = session.prepare((database) =>
    database
      .selectFrom("instances")
      .selectAll()
      .where("account", "=", "")
      .where("region", "=", "")
      .where("id", "=", ""),
  );

  return ({ account, region }) => ({
    byId: async (id) => {
      const row = await byId.first(account, region, id);
      return row && toInstanceRecord(codes.check("instances", row, { account, region, id }));
    },

    list: async () => {
      const rows = await session.read((database) =>
        database
          .selectFrom("instances")
          .selectAll()
          .where("account", "=", account)
          .where("region", "=", region)
          .orderBy("seq")
          .execute(),
      );
      return rows.map((row) => toInstanceRecord(codes.check("instances", row, { account, region })));
    },

    usage: async (id) => {
      if (!isExactText(id)) return { keyVersions: 0, secrets: 0 };
      return session.read(async (database) => {
        const place = { scope: { account, region }, instance: id, now: session.now() };
        // One statement, so that both are of one moment.
        const counted = await database
          .selectNoFrom([
            countOf(versionsIn(database, place)).as("keyVersions"),
            countOf(secretsIn(database, place)).as("secrets"),
          ])
          .executeTakeFirst();
        return { keyVersions: counted?.keyVersions ?? 0, secrets: counted?.secrets ?? 0 };
      });
    },
  });
}

/** Makes the reader of the instances of all scopes. */
export function createAllInstancesReader(session: SqlSession): AllInstancesReader {
  return {
    list: async () => {
      const rows = await session.read((database) =>
        database.selectFrom("instances").selectAll().orderBy("seq").execute(),
      );
      return rows.map((row) => ({
        scope: scopeOf(row),
        instance: toInstanceRecord(session.codes.check("instances", row, {})),
      }));
    },
  };
}
