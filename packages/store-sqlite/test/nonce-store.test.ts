import { DatabaseSync } from "node:sqlite";
import { openSqliteNonceStore } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

function rowsOf(file: string): { count: number; longest: number } {
  const connection = new DatabaseSync(file);
  const row = connection
    .prepare("SELECT count(*) AS count, max(length(digest)) AS longest FROM nonces")
    .get();
  connection.close();
  return { count: Number(row?.["count"]), longest: Number(row?.["longest"]) };
}

describe("a store of nonces", () => {
  it("has rows of one size, however long the nonces", async () => {
    const file = folder.newFile();
    const nonces = await openSqliteNonceStore({ file, clock: () => 0 });
    await nonces.claim("ak", "n".repeat(100_000), 1000);
    await nonces.claim("ak", "", 1000);
    expect(rowsOf(file)).toEqual({ count: 2, longest: 16 });
    await nonces.close();
  });

  it("deletes what has expired, a part with each group", async () => {
    const file = folder.newFile();
    let now = 0;
    const nonces = await openSqliteNonceStore({ file, clock: () => now });
    await Promise.all(Array.from({ length: 100 }, (_, index) => nonces.claim("ak", String(index), 1000)));
    now = 1000;
    await nonces.claim("ak", "one", 2000);
    expect(rowsOf(file).count).toBe(100 - 2 + 1);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => nonces.claim("ak", `x${String(index)}`, 2000)),
    );
    expect(rowsOf(file).count).toBe(61);
    await nonces.close();
  });

  it("answers only what others can see already", async () => {
    const file = folder.newFile();
    const nonces = await openSqliteNonceStore({ file, clock: () => 0 });
    const counts = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await nonces.claim("ak", String(index), 1000);
        return rowsOf(file).count;
      }),
    );
    // One transaction for all that arrived together.
    expect(counts).toEqual(counts.map(() => 20));
    await nonces.close();
  });

  it("rejects the whole group when it cannot be written, and goes on", async () => {
    const file = folder.newFile();
    const nonces = await openSqliteNonceStore({ file, clock: () => 0 });
    const other = new DatabaseSync(file);
    other.exec("ALTER TABLE nonces RENAME TO hidden");
    const outcomes = await Promise.allSettled([nonces.claim("ak", "a", 1000), nonces.claim("ak", "b", 1000)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    other.exec("ALTER TABLE hidden RENAME TO nonces");
    other.close();
    expect(await nonces.claim("ak", "a", 1000)).toBe(true);
    await nonces.close();
  });

  it.each([Number.NaN, Infinity, 1.5])("refuses the expiry %d", async (expiry) => {
    const nonces = await openSqliteNonceStore({ file: ":memory:" });
    await expect(nonces.claim("ak", "n", expiry)).rejects.toMatchObject({ reason: "refused" });
    await nonces.close();
  });
});
