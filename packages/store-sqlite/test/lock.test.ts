import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockDataFolder } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";
import { startProgram } from "./child-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("the lock of a data folder", () => {
  const root = temporaryFolder();

  it("is refused while another process holds it, and names the folder", async () => {
    const folder = root.newFile();
    const holder = startProgram("hold-lock", folder);
    await holder.written(1);
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({
        name: "StoreError",
        reason: "refused",
        message: expect.stringContaining(folder) as unknown,
      }),
    );
    await holder.kill();
  });

  it("is left behind by no process, however it ends", async () => {
    const folder = root.newFile();
    const holder = startProgram("hold-lock", folder);
    await holder.written(1);
    await holder.kill();
    lockDataFolder(folder).release();
  });

  it("keeps another process out while this one holds it", async () => {
    const folder = root.newFile();
    const lock = lockDataFolder(folder);
    const other = startProgram("hold-lock", folder);
    await other.done();
    expect(other.lines).toEqual(["refused"]);
    lock.release();
    const third = startProgram("hold-lock", folder);
    await third.written(1);
    expect(third.lines).toEqual(["locked"]);
    await third.kill();
  });

  it("is held once within a process too", () => {
    const folder = root.newFile();
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow("Another server");
    lock.release();
    lock.release();
    lockDataFolder(folder).release();
  });

  it("is each folder's own", () => {
    const [one, two] = [lockDataFolder(root.newFile()), lockDataFolder(root.newFile())];
    one.release();
    two.release();
  });

  it("makes the folder for its owner alone", () => {
    const folder = join(root.newFile(), "data");
    lockDataFolder(folder).release();
    expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
    expect((statSync(join(folder, "lock")).mode & 0o777).toString(8)).toBe("600");
  });

  it("fails clearly where there can be no folder", () => {
    const file = root.newFile();
    writeFileSync(file, "");
    expect(() => lockDataFolder(file)).toThrow(expect.objectContaining({ reason: "unavailable" }));
    const folder = root.newFile();
    mkdirSync(join(folder, "lock"), { recursive: true });
    expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ reason: "unavailable" }));
  });
});
