import type { Recipients } from "../../aggregates.ts";
import type { RecipientRecord } from "../../recipients/contract.ts";
import { ofAccount, type SqlSession } from "../database/session.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow, Tables } from "../rows/tables.ts";
import { isExactText } from "../values/exact-text.ts";

/** Makes what reads and writes named recipients. Exports may need the look-up by key, so that its statement is prepared. */
export function createRecipients(session: SqlSession): Recipients {
  const { codes } = session;
  // Account and fingerprint.
  const byFingerprint = session.prepare((database) =>
    database.selectFrom("recipients").selectAll().where("account", "=", "").where("fingerprint", "=", ""),
  );
  // Account and name.
  const byName = session.prepare((database) =>
    database.selectFrom("recipients").selectAll().where("account", "=", "").where("name", "=", ""),
  );

  return {
    read: {
      byFingerprint: async (account, fingerprint) => {
        const row = await byFingerprint.first(account, fingerprint);
        return row && toRecipientRecord(codes.check("recipients", row, { account, fingerprint }));
      },
      byName: async (account, name) => {
        const row = await byName.first(account, name);
        return row && toRecipientRecord(codes.check("recipients", row, { account, name }));
      },
      list: async (account) => {
        if (!isExactText(account)) return [];
        const rows = await session.read((database) =>
          database
            .selectFrom("recipients")
            .selectAll()
            .where("account", "=", account)
            .orderBy("seq")
            .execute(),
        );
        return rows.map((row) => toRecipientRecord(codes.check("recipients", row, { account })));
      },
    },

    write: {
      create: (recipient, max) =>
        session.write(ofAccount(recipient.account), (tables) => create(tables, recipient, max)),

      // Its code is not asked: to delete what was tampered with is the way to be rid of it.
      delete: (account, name) =>
        session.write(ofAccount(account), async ({ transaction }) => {
          if (!isExactText(account) || !isExactText(name)) return false;
          const result = await transaction
            .deleteFrom("recipients")
            .where("account", "=", account)
            .where("name", "=", name)
            .executeTakeFirst();
          return result.numDeletedRows > 0n;
        }),
    },
  };
}

async function create(
  tables: Tables,
  recipient: RecipientRecord,
  max: number,
): Promise<"created" | "name taken" | "key taken" | "too many"> {
  const { account, name, fingerprint } = recipient;
  if ((await tables.hold("recipients", { account, name })).length > 0) return "name taken";
  if ((await tables.hold("recipients", { account, fingerprint })).length > 0) return "key taken";
  const { total } = await tables.transaction
    .selectFrom("recipients")
    .where("account", "=", account)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  if (total >= max) return "too many";
  return (await insertRecipient(tables, recipient)) ? "created" : "name taken";
}

/** Inserts a recipient; answers false when its name or its key is taken. */
export async function insertRecipient(tables: Tables, recipient: RecipientRecord): Promise<boolean> {
  return tables.insertUnlessTaken("recipients", toRecipientRow(recipient));
}

function toRecipientRecord(row: Row<"recipients">): RecipientRecord {
  return {
    account: row.account,
    name: row.name,
    publicKey: row.public_key,
    spec: row.spec,
    fingerprint: row.fingerprint,
    note: row.note,
    certificateChain: row.certificate_chain,
    validUntil: row.valid_until,
    createdAt: row.created_at,
  };
}

function toRecipientRow(recipient: RecipientRecord): NewRow<"recipients"> {
  return {
    account: recipient.account,
    name: recipient.name,
    public_key: recipient.publicKey,
    spec: recipient.spec,
    fingerprint: recipient.fingerprint,
    note: recipient.note,
    certificate_chain: recipient.certificateChain,
    valid_until: recipient.validUntil,
    created_at: recipient.createdAt,
  };
}
