import type { StoreScope } from "../../scope.ts";
import type { SecretReader } from "../../secrets/contract.ts";
import type { SecretVersionRecord } from "../../secrets/records.ts";
import { onPage, readPage } from "../database/listing.ts";
import type { SqlSession } from "../database/session.ts";
import { isLivingRow } from "../rows/living-row.ts";
import type { Row } from "../rows/coded-tables.ts";
import { prefixedColumns, withoutPrefix, type Prefixed } from "../rows/joined.ts";
import { isExactText } from "../values/exact-text.ts";
import { matchesSecret } from "./filter.ts";
import { toSecretRecord, toSecretVersionRecord, toVersionName } from "./rows.ts";
import { isLivingSecret, secretsOf, secretVersionsOf } from "./visibility.ts";

const anyScope: StoreScope = { account: "", region: "" };

/** Makes the readers of secrets. The look-ups that calls begin with are one statement each. */
export function createSecretReaders(session: SqlSession): (scope: StoreScope) => SecretReader {
  const { codes } = session;
  // Account, region and name.
  const byName = session.prepare((database) =>
    secretsOf(database, anyScope).where("secrets.name", "=", "").selectAll(),
  );
  // Account, region, name of the secret and id.
  const byId = session.prepare((database) =>
    secretVersionsOf(database, anyScope)
      .where("secret_versions.secret_name", "=", "")
      .where("secret_versions.id", "=", "")
      .selectAll("secrets")
      .select(prefixedColumns("secret_versions", "version_")),
  );

  return (scope) => {
    const { account, region } = scope;

    /** A version, when it and its secret are as they were written, and the secret is still there. */
    function living(
      row: Row<"secrets"> & Prefixed<"secret_versions", "version_">,
      asked: Partial<Row<"secret_versions">> & { readonly secret_name: string },
    ): Row<"secret_versions"> | undefined {
      const version = codes.check("secret_versions", withoutPrefix("secret_versions", "version_", row), {
        account,
        region,
        ...asked,
      });
      const secret = codes.check("secrets", row, { account, region, name: asked.secret_name });
      return isLivingRow(secret, session.now()) ? version : undefined;
    }

    return {
      byName: async (name) => {
        const row = await byName.first(account, region, name);
        if (row === undefined) return undefined;
        const secret = codes.check("secrets", row, { account, region, name });
        return isLivingRow(secret, session.now()) ? toSecretRecord(secret) : undefined;
      },

      version: async (name, id): Promise<SecretVersionRecord | undefined> => {
        const row = await byId.first(account, region, name, id);
        const found = row && living(row, { secret_name: name, id });
        return found && toSecretVersionRecord(found);
      },

      versions: async (name) => {
        if (!isExactText(name)) return [];
        const rows = await session.read((database) =>
          secretVersionsOf(database, scope)
            .where("secret_versions.secret_name", "=", name)
            .selectAll("secrets")
            .select(prefixedColumns("secret_versions", "version_"))
            .orderBy("secret_versions.seq")
            .execute(),
        );
        return rows.flatMap((row) => living(row, { secret_name: name }) ?? []).map(toVersionName);
      },

      list: (filter, page) =>
        session.read((database) => {
          const matching = secretsOf(database, scope)
            .where(isLivingSecret(session.now()))
            .where(matchesSecret(filter, scope));
          const count = matching.select((eb) => eb.fn.countAll<number>().as("total"));
          const rows = matching.selectAll("secrets").select(count.as("total")).orderBy("secrets.seq");
          return readPage({ rows: onPage(rows, page), count }, (row) =>
            toSecretRecord(codes.check("secrets", row, { account, region })),
          );
        }),
    };
  };
}
