import { StatementSync } from "node:sqlite";
import type { KeyQuota, KeyStore } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const scope = { account: "1000000000000000", region: "cn-hangzhou" };
const folder = temporaryFolder();
let store: KeyStore;

beforeEach(async () => {
  store = await openSqliteStore({ file: folder.newFile(), authenticator });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

/** How many statements of a new key count rows. */
async function countsOf(name: string, quota?: KeyQuota): Promise<number> {
  const statements: string[] = [];
  const { all } = StatementSync.prototype as unknown as {
    readonly all: (this: StatementSync, ...values: unknown[]) => unknown;
  };
  vi.spyOn(StatementSync.prototype, "all").mockImplementation(function (this: StatementSync, ...values) {
    statements.push(this.sourceSQL);
    return all.apply(this, values) as ReturnType<StatementSync["all"]>;
  });
  const { key, version } = hostKey(name);
  expect(await store.scoped(scope).keys.write.create(key, version, [], quota)).toBe("created");
  vi.restoreAllMocks();
  expect(statements.length).toBeGreaterThan(1);
  return statements.filter((text) => text.includes("count(*)")).length;
}

describe("a quota of keys", () => {
  it("counts them only once so many rows were ever made", async () => {
    expect(await countsOf("a")).toBe(0);
    expect(await countsOf("b", { keys: 3, versions: 3 })).toBe(0);
    expect(await countsOf("c", { keys: 3, versions: 4 })).toBe(0);
    expect(await countsOf("d", { keys: 100, versions: 100 })).toBe(0);
    await store.scoped(scope).keys.write.changeState("a", {
      from: ["Enabled"],
      to: "PendingDeletion",
      deleteAt: 1,
    });
    expect(await countsOf("e", { keys: 4 })).toBe(1);
  });
});
