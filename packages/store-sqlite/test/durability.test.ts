import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { ScopedStore } from "@keyferry/store";
import { openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";
import { startProgram, type ChildProgram } from "./child-program.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const scope = { account: "1", region: "cn-hangzhou" };

async function expectWhole(home: ScopedStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const found = await home.keys.read.byVersion(`version of ${id}`);
    expect(found?.key.id).toBe(id);
    expect(found?.version.material).toEqual(new TextEncoder().encode(id));
    expect(await home.tags.read.of("key", id)).toEqual([{ key: "name", value: id }]);
  }
}

function integrityOf(file: string): unknown[] {
  const connection = new DatabaseSync(file);
  const answers = [
    ...connection.prepare("PRAGMA integrity_check").all(),
    ...connection.prepare("PRAGMA foreign_key_check").all(),
  ];
  connection.close();
  return answers.map((row) => ({ ...row }));
}

describe("a store of keys", () => {
  const folder = temporaryFolder();

  it("has after a restart what it had before", async () => {
    const file = folder.newFile();
    await startProgram("write-keys", file, "a", "3").done();
    const store = await openSqliteStore({ file, authenticator });
    const home = store.scoped(scope);
    await expectWhole(home, ["a-0", "a-1", "a-2"]);
    expect((await home.keys.read.list({}, { offset: 0, limit: 10 })).items.map((key) => key.id)).toEqual([
      "a-0",
      "a-1",
      "a-2",
    ]);
    await store.close();
  });

  it.each([1, 20, 150])("loses nothing it has answered when it is killed after %i keys", async (count) => {
    const file = folder.newFile();
    const program = startProgram("write-keys", file, "a", "1000000");
    await program.written(count);
    await program.kill();

    const store = await openSqliteStore({ file, authenticator });
    const home = store.scoped(scope);
    const { items, total } = await home.keys.read.list({}, { offset: 0, limit: 1_000_000 });
    // The last key may be there though its answer did not get out.
    expect(total - program.lines.length).toBeOneOf([0, 1]);
    expect(items.slice(0, program.lines.length).map((key) => key.id)).toEqual(program.lines);
    await expectWhole(
      home,
      items.map((key) => key.id),
    );
    await store.close();
    expect(integrityOf(file)).toEqual([{ integrity_check: "ok" }]);
  });

  it("keeps the writes of two processes at once", async () => {
    const file = folder.newFile();
    const programs = ["a", "b"].map((name) => startProgram("write-keys", file, name, "100"));
    await Promise.all(programs.map((program) => program.done()));
    const store = await openSqliteStore({ file, authenticator });
    const home = store.scoped(scope);
    expect((await home.keys.read.list({}, { offset: 0, limit: 1 })).total).toBe(200);
    await expectWhole(
      home,
      programs.flatMap((program) => program.lines),
    );
    await store.close();
  });

  it("shows at once what another process has written", async () => {
    const file = folder.newFile();
    const store = await openSqliteStore({ file, authenticator });
    const home = store.scoped(scope);
    expect(await home.keys.read.byId("a-0")).toBeUndefined();
    await startProgram("write-keys", file, "a", "1").done();
    await expectWhole(home, ["a-0"]);
    await store.close();
  });
});

describe("a store of nonces", () => {
  const folder = temporaryFolder();
  const expiry = Date.now() + 600_000;

  it("knows after a kill every nonce that it let be claimed", async () => {
    const file = folder.newFile();
    const program = startProgram("claim-nonces", file, "a", "1000000", String(expiry));
    await program.written(500);
    await program.kill();

    const nonces = await openSqliteNonceStore({ file });
    const answers = await Promise.all(program.lines.map((nonce) => nonces.claim("ak", nonce, expiry)));
    expect(answers.filter((claimed) => claimed)).toEqual([]);
    await nonces.close();
    expect(integrityOf(file)).toEqual([{ integrity_check: "ok" }]);
  });

  /** Two processes that claim the same nonces at the same time, each beginning where the other ends. */
  async function twoProcesses(file: string, groups: number): Promise<readonly ChildProgram[]> {
    const signal = folder.newFile();
    const programs = [0, groups / 2].map((begin) =>
      startProgram("claim-nonces", file, "same", String(groups), String(expiry), String(begin), signal),
    );
    await Promise.all(programs.map((program) => program.written(1)));
    writeFileSync(signal, "");
    return programs;
  }

  const claimedBy = (programs: readonly ChildProgram[]): readonly string[] =>
    programs.flatMap(({ lines }) => lines.filter((line) => line !== "open"));

  it("lets each nonce be claimed by one of two processes", async () => {
    const programs = await twoProcesses(folder.newFile(), 200);
    await Promise.all(programs.map((program) => program.done()));
    const claimed = claimedBy(programs);
    expect(new Set(claimed).size).toBe(2000);
    expect(claimed).toHaveLength(2000);
    // Both were at it: neither came when the other was done.
    for (const program of programs) expect(claimedBy([program]).length).toBeGreaterThan(0);
  });

  it("lets each nonce be claimed once by two processes, however often they are killed", async () => {
    const file = folder.newFile();
    const programs: ChildProgram[] = [];
    for (let round = 0; round < 3; round += 1) {
      const pair = await twoProcesses(file, 2000);
      programs.push(...pair);
      await Promise.race(pair.map((program) => program.written(300)));
      await Promise.all(pair.map((program) => program.kill()));
    }
    const claimed = claimedBy(programs);
    expect(claimed.length).toBeGreaterThan(300);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(integrityOf(file)).toEqual([{ integrity_check: "ok" }]);
  });
});
