import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileError, makeFolder } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { commandOf, outputOf } from "./programs/run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("a folder that is made", () => {
  it("comes with those above it, each with the mode", () => {
    const root = temporaryFolder();
    makeFolder(join(root, "a/b/c"), 0o700);
    expect(["a", "a/b", "a/b/c"].map((path) => modeOf(join(root, path)))).toEqual([0o700, 0o700, 0o700]);
  });

  it("may be there already, and stays as it is", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "there"), { mode: 0o755 });
    makeFolder(join(root, "there"), 0o700);
    expect(modeOf(join(root, "there"))).toBe(0o755);
  });

  it("may be reached by a link", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "there"));
    symlinkSync("there", join(root, "link"));
    makeFolder(join(root, "link/new"), 0o700);
    expect(existsSync(join(root, "there/new"))).toBe(true);
  });

  // The recursive mkdir of Node never comes back from these.
  it.each(["/proc/x", "/proc/x/y/z", "/proc/self/x", "/sys/x"])("is refused at once as %s", (path) => {
    expect(outputOf(commandOf("make-folder", path))).toMatch(/^\/(?:proc|sys)\S* cannot be made/);
  });

  it("is refused where a file or a link to nowhere is in its way", () => {
    const root = temporaryFolder();
    writeFileSync(join(root, "file"), "");
    symlinkSync("nowhere", join(root, "link"));
    for (const [path, says] of [
      ["file", "file is there, and is no folder"],
      ["file/below", "file/below cannot be made: a part of its path is a file"],
      ["link", "link is a link that leads nowhere"],
      ["link/below", "link is a link that leads nowhere"],
    ] as const) {
      expect(() => {
        makeFolder(join(root, path), 0o700);
      }).toThrow(says);
    }
  });

  it("is refused by a FileError that keeps what the system said", () => {
    const path = join(temporaryFolder(), "x".repeat(300));
    const made = () => {
      makeFolder(path, 0o700);
    };
    expect(made).toThrow(FileError);
    expect(made).toThrow(
      expect.objectContaining({
        reason: "system",
        cause: expect.objectContaining({ code: "ENAMETOOLONG" }) as unknown,
      }) as Error,
    );
  });
});
