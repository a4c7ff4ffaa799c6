import { DatabaseSync } from "node:sqlite";
import type { KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { statementsOf } from "./statements.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const scope = { account: "1000000000000000", region: "cn-hangzhou" };
const folder = temporaryFolder();
let file: string;
let store: KeyStore;

beforeEach(async () => {
  file = folder.newFile();
  store = await openSqliteStore({ file, authenticator });
  const keys = Array.from({ length: 1100 }, (_, n) => ({
    ...{ scope, ...hostKey(`key-${String(n)}`) },
    ...{ tags: [], aliases: [] },
  }));
  const nobody = { groups: [], users: [], accessKeys: [], roles: [], recipients: [] };
  await store.seed({ instances: [], keys, secrets: [], ...nobody });
});

afterEach(async () => {
  await store.close();
});

function ask(statement: string): readonly unknown[] {
  using database = new DatabaseSync(file);
  return database.prepare(statement).all();
}

const blocks = () => ask("SELECT block, count FROM key_blocks ORDER BY block");

describe("a page of all keys", () => {
  it("is found by blocks of at most 512 keys, however far behind it is", async () => {
    expect(blocks()).toEqual([
      { block: 1, count: 512 },
      { block: 2, count: 512 },
      { block: 3, count: 76 },
    ]);
  });

  it.each([0, 600, 1000])(
    "is one statement, which looks at no keys before the block of the one at %d",
    async (offset) => {
      const { read } = store.scoped(scope).keys;
      const statements = await statementsOf(() => read.list({}, { offset, limit: 100 }));
      expect(statements).toHaveLength(1);
      const plan = ask(`EXPLAIN QUERY PLAN ${statements[0] ?? ""}`) as readonly { readonly detail: string }[];
      const ofKeys = plan.map(({ detail }) => detail).filter((detail) => / keys( |$)/.test(detail));
      expect(ofKeys.toSorted()).toEqual([
        "SEARCH keys USING INDEX keys_by_block (account=? AND region=? AND block>?)",
        "SEARCH keys USING INDEX keys_gone (account=? AND region=? AND delete_at<?)",
      ]);
    },
  );

  it("loses a block with its last key", async () => {
    const home = store.scoped(scope);
    const doomed = { from: ["Enabled"], to: "PendingDeletion", deleteAt: 1 } as const;
    for (let n = 1024; n < 1100; n += 1) {
      await home.keys.write.changeState(`key-${String(n)}`, doomed);
      await store.everywhere.keys.write.deleteDue({ scope, keyId: `key-${String(n)}` }, 1);
    }
    expect(blocks()).toEqual([
      { block: 1, count: 512 },
      { block: 2, count: 512 },
    ]);
  });
});
