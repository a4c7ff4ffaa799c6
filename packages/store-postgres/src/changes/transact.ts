import type { Changed, SqlTables, Transact } from "@keyferry/store/sql";
import { sql, type Kysely, type Transaction } from "kysely";
import { repeated } from "../connection/repeated.ts";
import { channel } from "./direct-connection.ts";
import type { Mark } from "./marks.ts";

/**
 * Runs transactions so that those that change the same run one after another: each first raises the epoch of what it changes,
 * and whoever raises the same one waits until the transaction ends. So counting and then inserting is safe, as in SQLite, at READ
 * COMMITTED: each statement after the first sees what the one before has written. It is also what tells other servers of the
 * change, in the same transaction.
 *
 * A transaction that changes nothing that is kept (a count of messages, a setting) raises no epoch: its first statement locks the
 * one row that it is about.
 *
 * @param sender who we are, in what is told to those who listen
 * @param onChanged told of each mark of our own that is kept
 */
export function createTransact(
  database: Kysely<SqlTables>,
  sender: string,
  onChanged: (mark: Mark) => void,
): Transact {
  return async (changed, work) => {
    const { answer, mark } = await repeated(() =>
      database.transaction().execute(async (transaction) => {
        const raised = await raise(transaction, changed, sender);
        return { answer: await work(transaction), mark: raised };
      }),
    );
    if (mark !== undefined) onChanged(mark);
    return answer;
  };
}

async function raise(
  transaction: Transaction<SqlTables>,
  changed: Changed,
  sender: string,
): Promise<Mark | undefined> {
  if (changed === "nothing") return undefined;
  // Whoever changes everything has no others beside it.
  if (changed === "everything") await sql`lock table epochs in share row exclusive mode`.execute(transaction);
  const { account, region } = changed === "everything" ? { account: "", region: "" } : changed;
  return (
    transaction
      .insertInto("epochs")
      .values({ account, region: region ?? "", epoch: 1 })
      .onConflict((conflict) =>
        conflict.columns(["account", "region"]).doUpdateSet((eb) => ({ epoch: eb("epochs.epoch", "+", 1) })),
      )
      // Told once the transaction is kept.
      .returning(["account", "region", "epoch", sql`pg_notify(${sql.lit(channel)}, ${sender})`.as("told")])
      .executeTakeFirstOrThrow()
  );
}
