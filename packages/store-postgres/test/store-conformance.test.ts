import { storeConformance } from "@keyferry/store/conformance";
import { openPostgresStore } from "@keyferry/store-postgres";
import { afterAll, beforeAll, describe, it } from "vitest";
import { postgresLeftOut } from "../../../tools/testing/postgres/test-databases.ts";
import { emptiedDatabase } from "./emptied-database.ts";
import { patience } from "./patience.ts";

describe.skipIf(postgresLeftOut)("a store in PostgreSQL", () => {
  const database = emptiedDatabase();
  beforeAll(() => database.make());
  afterAll(() => database.drop());
  const checks = storeConformance({
    open: async (options) =>
      openPostgresStore({ url: (await database.emptied()).url, limits: patience, ...options }),
  });
  for (const { name, run } of checks) {
    it(name, run);
  }
});
