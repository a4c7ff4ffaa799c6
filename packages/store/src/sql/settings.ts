import type { SettingStore } from "../store.ts";
import { exact } from "./exact-text.ts";
import type { SqlSession } from "./session.ts";

/** Makes the store of the store's own facts. */
export function createSettingStore(session: SqlSession): SettingStore {
  return {
    get: async (name) => {
      const row = await session.read((database) =>
        database.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst(),
      );
      return row?.value;
    },

    getOrPut: (name, value) =>
      session.write(async (transaction) => {
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
  };
}
