import type { ScopedStore } from "../../aggregates.ts";
import type { ClientKeyRecord } from "../../access-points/records.ts";
import { scopeOf, type StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow } from "../rows/tables.ts";
import { isExactText } from "../values/exact-text.ts";
import { countIn } from "./named.ts";

/** Makes what reads and writes client keys, by scope. The look-up by id is one statement. */
export function createClientKeyStores(session: SqlSession): (scope: StoreScope) => ScopedStore["clientKeys"] {
  const { codes } = session;
  // Account, region and id.
  const byId = session.prepare((database) =>
    database
      .selectFrom("client_keys")
      .selectAll()
      .where("account", "=", "")
      .where("region", "=", "")
      .where("id", "=", ""),
  );

  return (scope) => {
    const { account, region } = scope;
    return {
      read: {
        byId: async (id) => {
          const row = await byId.first(account, region, id);
          return row && toClientKeyRecord(codes.check("client_keys", row, { account, region, id }));
        },

        list: async (accessPoint) => {
          if (accessPoint !== undefined && !isExactText(accessPoint)) return [];
          const rows = await session.read((database) => {
            const all = database
              .selectFrom("client_keys")
              .selectAll()
              .where("account", "=", account)
              .where("region", "=", region)
              .orderBy("seq");
            return (accessPoint === undefined ? all : all.where("access_point", "=", accessPoint)).execute();
          });
          const asked = { account, region, ...(accessPoint !== undefined && { access_point: accessPoint }) };
          return rows.map((row) => toClientKeyRecord(codes.check("client_keys", row, asked)));
        },

        count: () => session.read((database) => countIn(database, "client_keys", scope)),
      },

      write: {
        create: (key, max) =>
          session.write(scope, async (tables) => {
            // Held, so that nobody deletes it in between.
            const point = { account, region, name: key.accessPoint };
            if ((await tables.hold("access_points", point)).length === 0) return "no access point";
            if ((await countIn(tables.transaction, "client_keys", scope)) >= max) return "too many";
            await tables.insert("client_keys", toClientKeyRow(scope, key));
            return "created";
          }),

        // As of any other of these things, its code is not asked.
        delete: (id) =>
          session.write(scope, async ({ transaction }) => {
            if (!isExactText(id)) return false;
            const result = await transaction
              .deleteFrom("client_keys")
              .where("account", "=", account)
              .where("region", "=", region)
              .where("id", "=", id)
              .executeTakeFirst();
            return result.numDeletedRows > 0n;
          }),
      },
    };
  };
}

function toClientKeyRecord(row: Row<"client_keys">): ClientKeyRecord {
  return {
    id: row.id,
    accessPoint: row.access_point,
    algorithm: row.algorithm,
    certificate: row.certificate,
    notBefore: row.not_before,
    notAfter: row.not_after,
    createdAt: row.created_at,
  };
}

function toClientKeyRow(scope: StoreScope, key: ClientKeyRecord): NewRow<"client_keys"> {
  return {
    ...scopeOf(scope),
    id: key.id,
    access_point: key.accessPoint,
    algorithm: key.algorithm,
    certificate: key.certificate,
    not_before: key.notBefore,
    not_after: key.notAfter,
    created_at: key.createdAt,
  };
}
