import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closeFile, currentUser, openToAppend, removeFile, takeFolder } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const me = currentUser() ?? { uid: 0, gid: 0 };
const somebodyElse = { uid: me.uid + 1, gid: me.gid + 1 };
const marks = ["keys.db"];
const modeOf = (path: string) => statSync(path).mode & 0o777;

function newFolder(mode: number, ...names: readonly string[]): string {
  const folder = join(temporaryFolder(), "folder");
  mkdirSync(folder);
  for (const name of names) writeFileSync(join(folder, name), "");
  chmodSync(folder, mode);
  return folder;
}

describe("a folder that is taken", () => {
  it("is made for this user alone", () => {
    const folder = join(temporaryFolder(), "a", "b");
    expect(takeFolder(folder, { marks })).toBeUndefined();
    expect(modeOf(folder)).toBe(0o700);
  });

  it.each([["empty"], ["known by its mark", "keys.db", "other"]])(
    "is closed to others where it is %s",
    (_, ...names) => {
      const folder = newFolder(0o755, ...names);
      expect(takeFolder(folder, { marks })).toEqual({ path: folder, was: "mode 0755" });
      expect(modeOf(folder)).toBe(0o700);
      expect(takeFolder(folder, { marks })).toBeUndefined();
    },
  );

  it("is left alone and refused where it is open and has other things", () => {
    const folder = newFolder(0o755, "letter.txt");
    expect(() => takeFolder(folder, { marks })).toThrow(
      `${folder} is open to other users (mode 0755), and has other things`,
    );
    expect(modeOf(folder)).toBe(0o755);
    chmodSync(folder, 0o700);
    expect(takeFolder(folder, { marks })).toBeUndefined();
  });

  it("is refused where it is another user's", () => {
    const folder = newFolder(0o700);
    expect(() => takeFolder(folder, { marks, user: somebodyElse })).toThrow("belongs to another user");
  });
});

describe("a file that is closed to others", () => {
  it("keeps what it may, and is told as it was", () => {
    const folder = newFolder(0o700, "file");
    const file = join(folder, "file");
    chmodSync(file, 0o666);
    expect(closeFile(file, 0o600)).toEqual({ path: file, was: "mode 0666" });
    expect(modeOf(file)).toBe(0o600);
    expect(closeFile(file, 0o600)).toBeUndefined();
    expect(closeFile(join(folder, "nowhere"), 0o600)).toBeUndefined();
  });

  it("is no link, and no other user's", () => {
    const folder = newFolder(0o700, "victim");
    const [victim, link] = [join(folder, "victim"), join(folder, "link")];
    chmodSync(victim, 0o644);
    symlinkSync("victim", link);
    expect(() => closeFile(link, 0o600)).toThrow(`${link} is a link: name a file`);
    expect(() => closeFile(victim, 0o600, somebodyElse)).toThrow("belongs to another user");
    expect(modeOf(victim)).toBe(0o644);
  });
});

describe("a file that is appended to", () => {
  it.each([
    [0o666, 0o640, "mode 0666"],
    [0o620, 0o600, "mode 0620"],
    [0o640, 0o640, undefined],
    [0o600, 0o600, undefined],
  ])("with the mode %o has %o afterwards", async (before, after, was) => {
    const path = join(newFolder(0o700, "file"), "file");
    chmodSync(path, before);
    const { file, closed } = await openToAppend(path);
    await file.close();
    expect(modeOf(path)).toBe(after);
    expect(closed?.was).toBe(was);
  });

  it("is made for its owner alone", async () => {
    const path = join(newFolder(0o700), "file");
    const { file } = await openToAppend(path);
    await file.close();
    expect(modeOf(path)).toBe(0o600);
  });

  it("is no link, and no device", async () => {
    const folder = newFolder(0o700, "victim");
    symlinkSync("victim", join(folder, "link"));
    await expect(openToAppend(join(folder, "link"))).rejects.toThrow("is a link that is not followed");
    await expect(openToAppend("/dev/full")).rejects.toThrow("/dev/full is a device: name a file");
    await expect(openToAppend(folder)).rejects.toThrow(`${folder} is a folder: name a file`);
  });
});

describe("what is removed", () => {
  it("is a file, and nothing else", () => {
    const folder = newFolder(0o700, "file");
    const link = join(folder, "link");
    symlinkSync("file", link);
    expect(() => {
      removeFile(link);
    }).toThrow(`${link} is a link: name a file`);
    expect(() => {
      removeFile(folder);
    }).toThrow(`${folder} is a folder: name a file`);
    removeFile(join(folder, "file"));
    removeFile(join(folder, "file"));
    expect(() => statSync(join(folder, "file"))).toThrow("ENOENT");
  });
});
