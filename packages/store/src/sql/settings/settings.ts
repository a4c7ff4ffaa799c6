import type { Settings } from "../../settings/contract.ts";
import { exact } from "../values/exact-text.ts";
import type { SqlConnection } from "../database/session.ts";

const checkName = "last check of writes";

/** Keeps a time, in milliseconds since the epoch, in place of that of the check before. Nothing asks for it. */
export async function checkWrites(connection: SqlConnection, now: number): Promise<void> {
  const value = new TextEncoder().encode(String(now));
  await connection.write("nothing", async (transaction) => {
    await transaction
      .insertInto("settings")
      .values(exact({ name: checkName, value }))
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
  });
}

/**
 * Makes the store of the store's own facts. Its rows have no codes: what is kept here must be known before there is a key,
 * and whoever keeps something here sees to it.
 */
export function createSettings(connection: SqlConnection): Settings {
  return {
    read: {
      get: async (name) => {
        const row = await connection.read((database) =>
          database.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst(),
        );
        return row?.value;
      },
    },
    write: {
      getOrPut: (name, value) =>
        connection.write("nothing", async (transaction) => {
          // The insert comes first: it makes others wait, so that all of them read the one value that is kept.
          await transaction
            .insertInto("settings")
            .values(exact({ name, value }))
            .onConflict((conflict) => conflict.column("name").doNothing())
            .execute();
          const row = await transaction
            .selectFrom("settings")
            .select("value")
            .where("name", "=", name)
            .executeTakeFirstOrThrow();
          return row.value;
        }),
    },
  };
}
