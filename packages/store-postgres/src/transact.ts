import { setTimeout as sleep } from "node:timers/promises";
import type { Changed, SqlTables, Transact } from "@keyferry/store/sql";
import { sql, type Kysely, type Transaction } from "kysely";
import { isWorthRepeating } from "./postgres-error.ts";

/** A mark that something was changed. */
export interface Mark {
  readonly account: string;
  /** Empty: the whole account, or everything. */
  readonly region: string;
  readonly epoch: number;
}

/** How often a transaction is tried that the database takes back for the sake of another one. */
const maxAttempts = 4;

/** The longest pause before the second attempt, in milliseconds; before each further one it doubles. */
const firstPause = 10;

/**
 * Runs transactions so that those that change the same run one after another: each first raises the epoch of what it changes,
 * and whoever raises the same one waits until the transaction ends. So counting and then inserting is safe, as in SQLite, at READ
 * COMMITTED: each statement after the first sees what the one before has written. It is also what tells other servers of the
 * change, in the same transaction.
 *
 * A transaction that changes nothing that is kept (a count of messages, a setting) raises no epoch: its first statement locks the
 * one row that it is about.
 *
 * @param onChanged told of each mark of our own that is kept
 */
export function createTransact(database: Kysely<SqlTables>, onChanged: (mark: Mark) => void): Transact {
  return async (changed, work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { answer, mark } = await database.transaction().execute(async (transaction) => {
          const raised = await raise(transaction, changed);
          return { answer: await work(transaction), mark: raised };
        });
        if (mark !== undefined) onChanged(mark);
        return answer;
      } catch (cause) {
        if (attempt === maxAttempts || !isWorthRepeating(cause)) throw cause;
      }
      await sleep(Math.random() * firstPause * 2 ** (attempt - 1));
    }
  };
}

async function raise(transaction: Transaction<SqlTables>, changed: Changed): Promise<Mark | undefined> {
  if (changed === "nothing") return undefined;
  // Whoever changes everything has no others beside it.
  if (changed === "everything") await sql`lock table epochs in share row exclusive mode`.execute(transaction);
  const { account, region } = changed === "everything" ? { account: "", region: "" } : changed;
  return transaction
    .insertInto("epochs")
    .values({ account, region: region ?? "", epoch: 1 })
    .onConflict((conflict) =>
      conflict.columns(["account", "region"]).doUpdateSet((eb) => ({ epoch: eb("epochs.epoch", "+", 1) })),
    )
    .returning(["account", "region", "epoch"])
    .executeTakeFirstOrThrow();
}
