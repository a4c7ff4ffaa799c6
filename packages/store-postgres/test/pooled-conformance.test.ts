import { readingThroughViews, storeConformance } from "@keyferry/store/conformance";
import { openPostgresStore } from "@keyferry/store-postgres";
import { afterAll, beforeAll, describe, it } from "vitest";
import { postgresLeftOut } from "../../../tools/testing/postgres/test-databases.ts";
import { emptiedDatabase } from "./emptied-database.ts";
import { patience } from "./patience.ts";

describe.skipIf(postgresLeftOut)(
  "the views of a store behind a PgBouncer that shares its connections",
  () => {
    const database = emptiedDatabase();
    beforeAll(() => database.make());
    afterAll(() => database.drop());
    const checks = storeConformance({
      open: async (options) => {
        const { pooledUrl: url, url: directUrl } = await database.emptied();
        return readingThroughViews(await openPostgresStore({ url, directUrl, limits: patience, ...options }));
      },
    });
    for (const { name, run } of checks) {
      it(name, run);
    }
  },
);
