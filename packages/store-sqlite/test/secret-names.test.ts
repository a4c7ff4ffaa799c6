import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { expect, it } from "vitest";
import { authenticator } from "./row-authenticator.ts";
import { statementsOf } from "./statements.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

it("finds the secrets whose names begin so without a look at the others", async () => {
  const file = folder.newFile();
  const store = await openSqliteStore({ file, authenticator });
  const { read } = store.scoped({ account: "1000000000000000", region: "cn-hangzhou" }).secrets;
  const filter = { name: ["kms-datakeyversion!orders!*"] };
  const [statement = ""] = await statementsOf(() => read.list(filter, { offset: 0, limit: 1 }));
  await store.close();
  using database = new DatabaseSync(file);
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();
  const ofSecrets = plan.map(({ detail }) => String(detail)).filter((detail) => / secrets( |$)/.test(detail));
  const byName =
    "SEARCH secrets USING INDEX sqlite_autoindex_secrets_1 (account=? AND region=? AND name>? AND name<?)";
  expect(ofSecrets).toEqual([byName, byName]);
});
