import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { writeWholeFile } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { onSmallDisk, smallDisksLeftOut } from "../../../tools/testing/small-disk.ts";
import { commandOf, outputOf } from "./programs/run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("a file that is written whole", () => {
  it("has the mode and the content, and leaves nothing beside it", () => {
    const folder = temporaryFolder();
    const file = join(folder, "file");
    writeWholeFile(file, "one", { mode: 0o600 });
    writeWholeFile(file, Buffer.from("two"), { mode: 0o640 });
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("replaces nothing where it must not", () => {
    const file = join(temporaryFolder(), "file");
    writeWholeFile(file, "one", { mode: 0o600, replace: false });
    expect(() => {
      writeWholeFile(file, "two", { mode: 0o600, replace: false });
    }).toThrow(expect.objectContaining({ reason: "exists" }));
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it("follows no link that somebody has put there", () => {
    const folder = temporaryFolder();
    const [victim, link, file] = ["victim", "link", "file"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(victim, "precious", { mode: 0o644 });
    symlinkSync("victim", link);
    expect(() => {
      writeWholeFile(link, "content", { mode: 0o600 });
    }).toThrow(`${link} is a link: name a file`);
    symlinkSync("victim", `${file}.new`);
    writeWholeFile(file, "content", { mode: 0o600 });
    expect(readFileSync(file, "utf8")).toBe("content");
    expect(readFileSync(victim, "utf8")).toBe("precious");
    expect(statSync(victim).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(["file", "link", "victim"]);
  });

  it("takes the place of no folder, pipe or device", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "folder"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    for (const [path, kind] of [
      [join(folder, "folder"), "a folder"],
      [join(folder, "pipe"), "a pipe"],
      ["/dev/null", "a device"],
    ] as const) {
      expect(() => {
        writeWholeFile(path, "content", { mode: 0o600 });
      }).toThrow(`${path} is ${kind}: name a file`);
    }
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("is said to have no folder where there is none", () => {
    const file = join(temporaryFolder(), "nowhere", "file");
    expect(() => {
      writeWholeFile(file, "content", { mode: 0o600 });
    }).toThrow(`${file} cannot be written: its folder is not there`);
  });

  it.skipIf(smallDisksLeftOut)("stays what it was on a full disk, which is said", () => {
    const folder = temporaryFolder();
    const file = join(folder, "file");
    const [message, content, names] = outputOf(
      onSmallDisk(folder, 256, commandOf("write-whole-file", file)),
    ).split("\n");
    expect(message).toContain(`${file} cannot be written: its disk is full`);
    expect(content).toBe("the last one that was written is there whole");
    expect(names).toBe("file");
  });
});
