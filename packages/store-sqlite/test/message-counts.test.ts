import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";
import { startProgram } from "./child-program.ts";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const scope = { account: "1", region: "cn-hangzhou" };
const { key, version } = hostKey("counted");
const wanted = { wanted: 1000, max: 2 ** 32 };

/** A file with one key. */
async function newStore(): Promise<string> {
  const file = folder.newFile();
  const store = await openSqliteStore({ file, authenticator });
  await store.scoped(scope).keys.write.create(key, version, []);
  await store.close();
  return file;
}

describe("messages of a key version in a file", () => {
  it("are each given to one of two processes", async () => {
    const file = await newStore();
    const [blocks, size] = [200, 1024];
    const signal = folder.newFile();
    const programs = ["a", "b"].map(() =>
      startProgram("reserve-messages", file, version.id, String(blocks), String(size), signal),
    );
    await Promise.all(programs.map((program) => program.written(1)));
    writeFileSync(signal, "");
    await Promise.all(programs.map((program) => program.done()));
    const lines = programs.map((program) => program.lines.filter((line) => line !== "open"));
    const counts = lines.flat().map((line) => line.split(" ").map(Number));
    expect(counts.map(([, count]) => count)).toEqual(counts.map(() => size));
    const before = counts.map(([start = NaN]) => start).sort((left, right) => left - right);
    expect(before).toEqual(Array.from({ length: 2 * blocks }, (_, index) => index * size));
  });

  it("stay counted after a kill", async () => {
    const file = await newStore();
    const signal = folder.newFile();
    writeFileSync(signal, "");
    const program = startProgram("reserve-messages", file, version.id, "1000000", "7", signal);
    await program.written(200);
    await program.kill();
    const store = await openSqliteStore({ file, authenticator });
    const block = await store.scoped(scope).keys.write.reserveMessages(version.id, wanted);
    const given = program.lines.filter((line) => line !== "open").length * 7;
    expect(block?.before).toBeGreaterThanOrEqual(given);
    await store.close();
  });

  it.each([
    ["set back", "UPDATE key_versions SET messages = 0"],
    ["set ahead", "UPDATE key_versions SET messages = 4294967296"],
    ["taken away", "UPDATE key_versions SET messages = -1"],
  ])("are refused where their count was %s", async (_, statement) => {
    const file = await newStore();
    const store = await openSqliteStore({ file, authenticator });
    const { read, write } = store.scoped(scope).keys;
    await write.reserveMessages(version.id, wanted);
    const other = new DatabaseSync(file);
    other.exec(statement);
    other.close();
    await expect(write.reserveMessages(version.id, wanted)).rejects.toMatchObject({
      reason: "tampered",
      row: { table: "key_versions", id: version.id },
    });
    // Nor does the version encrypt or decrypt anything any more.
    await expect(read.byVersion(version.id)).rejects.toMatchObject({ reason: "tampered" });
    await store.close();
  });

  it("cost one transaction for a block", async () => {
    const file = await newStore();
    const store = await openSqliteStore({ file, authenticator });
    const { write } = store.scoped(scope).keys;
    const other = new DatabaseSync(file);
    const revision = () => other.prepare("PRAGMA data_version").get()?.["data_version"];
    const before = Number(revision());
    await write.reserveMessages(version.id, wanted);
    expect(revision()).toBe(before + 1);
    other.close();
    await store.close();
  });
});
